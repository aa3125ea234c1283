using System.Reflection;
using HrefCrm.Composition;
using HrefCrm.Host.Api;
using HrefCrm.Leads;
using HrefCrm.Tenancy;
using HrefCrm.Tenancy.Tenants;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Mono.Cecil.Cil;
using Volo.Abp;
using Volo.Abp.AspNetCore.ExceptionHandling;
using Volo.Abp.ExceptionHandling;

namespace HrefCrm.Architecture.Tests;

/// <summary>Rule 6: every error code has a status and a text.</summary>
public class ErrorTests
{
    private static readonly IReadOnlyList<string> Codes =
    [
        .. Product.Types.Where(t => t.Name.EndsWith("ErrorCodes", StringComparison.Ordinal))
            .SelectMany(t => t.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(f => f.IsLiteral && f.FieldType == typeof(string))
            .Select(f => (string)f.GetRawConstantValue()!),
    ];

    // What is away for a moment is an exception of its own: nobody shows its message, and whoever answers says 503.
    private static readonly (Type Type, string Code)[] Unavailable =
    [
        (typeof(TenantCacheStaleException), TenancyErrorCodes.CacheStale),
        (typeof(IntakeUnavailableException), LeadsErrorCodes.IntakeUnavailable),
    ];

    [Fact]
    public void Codes_are_found_and_are_distinct()
    {
        Codes.ShouldContain("Tenancy:SlugTaken");
        Codes.ShouldBeUnique();
    }

    [Fact]
    public async Task Every_code_has_a_status()
    {
        using var application = await AbpApplicationFactory.CreateAsync<HrefCrmModule>(options =>
        {
            options.UseAutofac();
            options.Services.ReplaceConfiguration(new ConfigurationBuilder()
                .AddInMemoryCollection([new("ConnectionStrings:Default", "Host=nowhere.invalid")])
                .Build());
        });
        await application.InitializeAsync();

        var statuses = application.ServiceProvider.GetRequiredService<IOptions<AbpExceptionHttpStatusCodeOptions>>().Value.ErrorCodeToHttpStatusCodeMappings;
        statuses.Keys.ShouldBe(Codes, ignoreOrder: true);
        statuses.Where(s => Unavailable.All(t => t.Code != s.Key)).ShouldAllBe(s => (int)s.Value >= 400 && (int)s.Value < 500);
        statuses.Where(s => Unavailable.Any(t => t.Code == s.Key)).ShouldAllBe(s => (int)s.Value == 503);
    }

    [Fact]
    public void Every_code_has_a_text_made_in_one_place()
    {
        var errors = Product.Types
            .Where(t => t is { IsAbstract: true, IsSealed: true } && t.Name.EndsWith("Errors", StringComparison.Ordinal))
            .SelectMany(t => t.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(m => typeof(IHasErrorCode).IsAssignableFrom(m.ReturnType))
            .Select(m => (Exception)m.Invoke(null, [.. m.GetParameters().Select(_ => "some-text")])!)
            .ToList();

        errors.Select(e => ((IHasErrorCode)e).Code).ShouldBe(Codes.Except(Unavailable.Select(u => u.Code)), ignoreOrder: true);
        errors.Where(e => e is not IUserFriendlyException || e.Message.Length < 10 || !e.Message.EndsWith('.') || e.Message.Contains(':') && Codes.Any(e.Message.Contains))
            .ShouldBeEmpty();
    }

    [Fact]
    public void No_error_with_a_code_is_made_elsewhere()
    {
        Product.Types.Where(typeof(IHasErrorCode).IsAssignableFrom).ShouldBe(Unavailable.Select(u => u.Type), ignoreOrder: true);
        var made = Il.Calls
            .Where(c => c.At.OpCode.Code == Code.Newobj && c.Called.DeclaringType.FullName is "Volo.Abp.BusinessException" or "Volo.Abp.UserFriendlyException")
            .Select(c => c.In.DeclaringType)
            .ToList();

        made.ShouldContain(t => t.FullName == "HrefCrm.Tenancy.TenancyErrors");
        // Shared and composing projects report bad settings, at the terminal and without a code.
        made.Where(t => !t.Name.EndsWith("Errors", StringComparison.Ordinal))
            .Where(t => Product.Projects.Single(p => p.Assembly!.GetName().Name == t.Module.Assembly.Name.Name).Module is not null)
            .Select(t => t.FullName)
            .ShouldBeEmpty();
    }

    // The contract's table. Throttling (429) has no code before it has a switch.
    [Fact]
    public void The_hosts_errors_are_the_contracts()
    {
        var errors = typeof(ApiError).GetFields(BindingFlags.Static | BindingFlags.Public)
            .Where(f => f.FieldType == typeof(ApiError))
            .Select(f => (ApiError)f.GetValue(null)!);

        errors.ShouldBe(
            [
                new(400, "invalid_request", "Body did not pass validation."),
                new(401, "invalid_api_key", "API key is missing or does not match."),
                new(404, "tenant_not_found", "No tenant is known at this address."),
                new(404, "not_found", "There is nothing at this path."),
                new(405, "method_not_allowed", "Use POST."),
                new(408, "request_timeout", "The request took too long to arrive."),
                new(413, "payload_too_large", "Body is larger than 64 KiB."),
                new(415, "unsupported_media_type", "Content-Type must be application/json."),
                new(500, "internal_error", "Something went wrong on our end. It is safe to retry."),
                new(503, "internal_error", "Something went wrong on our end. It is safe to retry."),
            ],
            ignoreOrder: true);
    }
}
