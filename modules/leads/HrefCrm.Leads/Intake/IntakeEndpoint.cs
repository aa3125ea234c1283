using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.IO.Pipelines;
using System.Text.Unicode;
using HrefCrm.Leads.Leads;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Volo.Abp;
using Volo.Abp.DependencyInjection;
using Volo.Abp.MultiTenancy;
using Volo.Abp.Security.Claims;

namespace HrefCrm.Leads.Intake;

/// <summary>
/// What runs behind the route that the auto API gives <see cref="IntakeAppService.CreateAsync"/>: a reader that holds to the contract's every word, in
/// place of MVC's model binding, and that makes nothing anew for a request: neither a service scope nor interceptors. Statuses are set without a body,
/// and exceptions passed on: the host gives all errors their shape.
/// </summary>
internal sealed class IntakeEndpoint(
    LeadIntake intake,
    ICurrentTenant currentTenant,
    IAuthorizationService authorization,
    IAuthorizationPolicyProvider policies,
    EndpointDataSource endpoints,
    IOptions<LeadsOptions> options) : IHostedService, ISingletonDependency
{
    private readonly LeadsOptions _options = options.Value;
    private AuthorizationPolicy _policy = null!;

    /// <summary>Reads the policy, and makes sure that the intake is at one route and at this one.</summary>
    /// <exception cref="AbpException">It is not.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _policy = await policies.GetPolicyAsync(LeadsPolicies.Intake) ?? throw new AbpException($"There is no policy {LeadsPolicies.Intake}.");
        var taken = endpoints.Endpoints.Count(e => e.Metadata.GetMetadata<IntakeEndpoint>() is not null);
        if (taken != 1)
            throw new AbpException($"The intake must be mapped once, and is {taken} times: call UseConfiguredEndpoints() once.");
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Takes the intake's action over from MVC, and its authorization upon itself; leaves the others alone.</summary>
    public void TakeOver(EndpointBuilder endpoint)
    {
        if (!endpoint.Metadata.OfType<ControllerActionDescriptor>().Any(IsIntake))
            return;
        endpoint.RequestDelegate = HandleAsync;
        endpoint.Metadata.Add(this);
        foreach (var authorize in endpoint.Metadata.OfType<IAuthorizeData>().ToList())
            endpoint.Metadata.Remove(authorize);
    }

    private static bool IsIntake(ControllerActionDescriptor action) =>
        action.ControllerTypeInfo.AsType() == typeof(IntakeAppService) && action.MethodInfo.Name == nameof(IntakeAppService.CreateAsync);

    private async Task HandleAsync(HttpContext context)
    {
        // Whatever stands before it, nothing is taken but from a caller known to the current tenant whom the policy lets in.
        var tenantId = currentTenant.Id ?? Guid.Empty;
        if (!Guid.TryParse(context.User.FindFirst(AbpClaimTypes.TenantId)?.Value, out var callers) || callers != tenantId
            || !(await authorization.AuthorizeAsync(context.User, null, _policy.Requirements)).Succeeded)
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        if (context.Request.ContentLength > _options.MaxBodyBytes)
            throw TooLarge();
        if (!IsJson(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return;
        }

        var details = await ReadBodyAsync(context.Request.BodyReader);
        var lead = await intake.CreateAsync(tenantId, details);
        context.Response.StatusCode = StatusCodes.Status201Created;
        Write(context.Response, lead);
    }

    private static bool IsJson(HttpRequest request)
    {
        var type = request.Headers.ContentType;
        if (type.Count != 1 || request.Headers.ContentEncoding.Count > 0)
            return false;
        if (type[0] == "application/json")
            return true;
        return MediaTypeHeaderValue.TryParse(type[0], out var media)
            && media.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            && IsUtf8([.. media.Parameters.Where(p => p.Name.Equals("charset", StringComparison.OrdinalIgnoreCase)
                || p.Name.Equals("charset*", StringComparison.OrdinalIgnoreCase))]);
    }

    // Said once, in one of its spellings, or not at all.
    private static bool IsUtf8(NameValueHeaderValue[] charsets) =>
        charsets is [] || charsets is [{ Value: var name }]
            && (HeaderUtilities.RemoveQuotes(name).Equals("utf-8", StringComparison.OrdinalIgnoreCase)
                || HeaderUtilities.RemoveQuotes(name).Equals("utf8", StringComparison.OrdinalIgnoreCase));

    private async ValueTask<LeadDetails> ReadBodyAsync(PipeReader body)
    {
        CancellationTokenSource? deadline = null;
        try
        {
            while (true)
            {
                // Only a body that is not there yet pays for a timer.
                var pending = ReadMoreAsync(body);
                if (!pending.IsCompleted && deadline is null)
                {
                    deadline = new CancellationTokenSource(_options.BodyTimeout);
                    deadline.Token.Register(body.CancelPendingRead);
                }

                if (TryParse(body, await pending, out var details))
                    return details;
            }
        }
        finally
        {
            deadline?.Dispose();
        }
    }

    private static async ValueTask<ReadResult> ReadMoreAsync(PipeReader body)
    {
        try
        {
            return await body.ReadAsync();
        }
        catch (Exception e) when (e is not BadHttpRequestException)
        {
            throw new BadHttpRequestException("The body is broken.", e);
        }
    }

    // Whatever comes of it, what was read must be given back: the connection goes on after a refusal.
    private bool TryParse(PipeReader body, ReadResult read, [NotNullWhen(true)] out LeadDetails? details)
    {
        var bytes = read.Buffer;
        details = null;
        try
        {
            if (read.IsCanceled)
                throw new BadHttpRequestException("The body took too long.", StatusCodes.Status408RequestTimeout);
            if (bytes.Length > _options.MaxBodyBytes)
                throw TooLarge();
            if (read.IsCompleted)
                details = IntakeBodyReader.Read(bytes.IsSingleSegment ? bytes.FirstSpan : bytes.ToArray(), _options.MaxBodyDepth);
            return read.IsCompleted;
        }
        finally
        {
            body.AdvanceTo(read.IsCompleted ? bytes.End : bytes.Start, bytes.End);
        }
    }

    private static void Write(HttpResponse response, Lead lead)
    {
        const int longest = 128;
        response.ContentType = "application/json";
        var span = response.BodyWriter.GetSpan(longest);
        Utf8.TryWrite(
            span,
            CultureInfo.InvariantCulture,
            $$"""{"lead_id":"{{lead.Id}}","created_at":"{{lead.CreatedAt:yyyy-MM-ddTHH:mm:ss.fff}}Z"}""", out var written);
        response.ContentLength = written;
        response.BodyWriter.Advance(written);
    }

    private static BadHttpRequestException TooLarge() => new("The body is too large.", StatusCodes.Status413PayloadTooLarge);
}
