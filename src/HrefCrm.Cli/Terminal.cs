using System.CommandLine;
using System.Security.Claims;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Volo.Abp;
using Volo.Abp.Security.Claims;
using Volo.Abp.Validation;

namespace HrefCrm.Cli;

/// <summary>Runs a command's work in the application, and says how it went: its result on standard output, or one line on standard error.</summary>
internal static class Terminal
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.Never,
    };

    public static Option<bool> JsonOption() => new("--json") { Description = "Print JSON for scripts.", Arity = ArgumentArity.Zero };

    /// <summary>Runs the work and prints what it returns, as JSON or by <paramref name="print"/>.</summary>
    /// <returns>The exit code: 0 only on success.</returns>
    public static async Task<int> RunAsync<T>(bool asJson, Func<IServiceProvider, Task<T>> work, Action<T> print)
    {
        try
        {
            var result = await RunInApplicationAsync(work);
            if (asJson)
                Console.WriteLine(JsonSerializer.Serialize(result, Json));
            else
                print(result);
            return 0;
        }
        catch (Exception e)
        {
            await Console.Error.WriteLineAsync($"hrefcrm: {Explain(e).ReplaceLineEndings(" ")}");
            return 1;
        }
    }

    private static async Task<T> RunInApplicationAsync<T>(Func<IServiceProvider, Task<T>> work)
    {
        var environment = Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT") ?? "Production";
        var configuration = new ConfigurationBuilder()
            .SetBasePath(AppContext.BaseDirectory)
            .AddJsonFile("appsettings.json")
            .AddJsonFile($"appsettings.{environment}.json", optional: true)
            .AddEnvironmentVariables()
            .Build();

        using var application = await AbpApplicationFactory.CreateAsync<CliModule>(options =>
        {
            options.Services.ReplaceConfiguration(configuration);
            options.UseAutofac();
        });
        await application.InitializeAsync();
        try
        {
            var who = new ClaimsIdentity([new Claim(AbpClaimTypes.UserName, $"{Environment.UserName} (terminal)")], "Terminal");
            using (application.ServiceProvider.GetRequiredService<ICurrentPrincipalAccessor>().Change(new ClaimsPrincipal(who)))
                return await work(application.ServiceProvider);
        }
        finally
        {
            await application.ShutdownAsync();
        }
    }

    private static string Explain(Exception exception) => exception switch
    {
        IUserFriendlyException => exception.Message,
        AbpValidationException e => e.ValidationErrors.FirstOrDefault()?.ErrorMessage ?? e.Message,
        // A role that is not there is an invalid value for a connection's start-up option.
        PostgresException
        {
            SqlState: PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName or PostgresErrorCodes.InsufficientPrivilege
                or PostgresErrorCodes.InvalidParameterValue
        } =>
            "The database is not migrated: run 'hrefcrm migrate' first.",
        PostgresException e => $"The database refused: {e.MessageText}.",
        NpgsqlException => "The database cannot be reached: check ConnectionStrings__Default.",
        // A setting of the wrong form: the outer message names it.
        { InnerException: FormatException } => exception.Message,
        { InnerException: { } inner } => Explain(inner),
        _ => exception.Message,
    };
}
