using System.Diagnostics;
using System.Security.Claims;
using HrefCrm.Host;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Volo.Abp.MultiTenancy;
using Volo.Abp.Security.Claims;

namespace HrefCrm.TestBase;

/// <summary>The real host in this process, on a port of its own.</summary>
public sealed class TestHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false });

    private TestHost(WebApplication app) => _app = app;

    public Uri Address { get; private set; } = null!;

    public IServiceProvider Services => _app.Services;

    /// <param name="connectionString">The database.</param>
    /// <param name="settings">More settings, as <c>Section:Name=value</c>.</param>
    public static Task<TestHost> StartAsync(string connectionString, params string[] settings) => StartAsync(connectionString, null, settings);

    /// <param name="connectionString">The database.</param>
    /// <param name="logs">Gets everything that the host logs.</param>
    /// <param name="settings">More settings, as <c>Section:Name=value</c>.</param>
    public static async Task<TestHost> StartAsync(string connectionString, ILoggerProvider? logs, params string[] settings)
    {
        string[] all =
        [
            $"ConnectionStrings:Default={connectionString}",
            $"Tenancy:BaseDomains:0={Tenant.BaseDomain}",
            $"Tenancy:PublicUrl=http://{Tenant.BaseDomain}:3001",
            "Urls=http://127.0.0.1:0",
            "Logging:Console:LogLevel:Default=None",
            .. settings,
        ];
        var host = new TestHost(await HostApplication.CreateAsync([.. all.Select(s => $"--{s}")]));
        if (logs is not null)
            host._app.Services.GetRequiredService<ILoggerFactory>().AddProvider(logs);
        await host._app.StartAsync();
        host.Address = new Uri(host._app.Urls.Single());
        return host;
    }

    public Task<RawConnection> ConnectAsync() => RawConnection.OpenAsync(Address.Port);

    /// <summary>Sends a request under <c>/api</c>, and checks what every answer there has to keep to.</summary>
    public async Task<Answer> SendAsync(Request request)
    {
        var answer = await SendOutsideApiAsync(request);
        return answer.ShouldKeepTheContract(isHead: request.Method == HttpMethod.Head);
    }

    public async Task<Answer> SendOutsideApiAsync(Request request)
    {
        using var message = request.ToMessage(Address);
        using var response = await _http.SendAsync(message);
        var headers = response.Headers.Concat(response.Content.Headers)
            .SelectMany(h => h.Value.Select(v => (h.Key, Value: v)))
            .ToLookup(h => h.Key.ToUpperInvariant(), h => h.Value);
        return new Answer((int)response.StatusCode, headers, await response.Content.ReadAsStringAsync());
    }

    /// <summary>Sends one request on a connection of its own.</summary>
    public async Task<Answer> SendWireAsync(string wire)
    {
        await using var connection = await ConnectAsync();
        await connection.WriteAsync(wire);
        return await connection.ReadAnswerAsync(isHead: wire.StartsWith("HEAD ", StringComparison.Ordinal));
    }

    /// <summary>Sends requests until an answer has the status; the last one has it, or the time is over.</summary>
    public async Task<Answer> SendUntilAsync(int status, Func<Request> request, TimeSpan within)
    {
        var began = Stopwatch.GetTimestamp();
        Answer answer;
        do
            answer = await SendAsync(request());
        while (answer.Status != status && Stopwatch.GetElapsedTime(began) < within);

        return answer;
    }

    /// <summary>
    /// Calls application services as pages do: at a workspace, or on HREF's own side without a tenant, as somebody. Each call is a unit of work of its own.
    /// </summary>
    public async Task<T> CallAsync<T>(Guid? tenant, ClaimsPrincipal principal, Func<IServiceProvider, Task<T>> work)
    {
        await using var scope = Services.CreateAsyncScope();
        using (scope.ServiceProvider.GetRequiredService<ICurrentTenant>().Change(tenant))
        using (scope.ServiceProvider.GetRequiredService<ICurrentPrincipalAccessor>().Change(principal))
            return await work(scope.ServiceProvider);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        using var inTime = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        await _app.StopAsync(inTime.Token);
        await _app.DisposeAsync();
    }
}
