using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using System.Text.Encodings.Web;
using HrefCrm.Framework.Tests.EntityFrameworkCore;
using HrefCrm.TestBase;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Volo.Abp;
using Volo.Abp.Application.Services;
using Volo.Abp.AspNetCore.ExceptionHandling;
using Volo.Abp.AspNetCore.MultiTenancy;
using Volo.Abp.AspNetCore.Mvc;
using Volo.Abp.Authorization.Permissions;
using Volo.Abp.Data;
using Volo.Abp.Domain.Entities;
using Volo.Abp.Modularity;
using Volo.Abp.MultiTenancy;
using Volo.Abp.Security.Claims;
using Volo.Abp.Uow;

namespace HrefCrm.Framework.Tests.Web
{
    /// <summary>What the tests count: how often a permission or an input was checked, by a key that the test chose.</summary>
    public static class Calls
    {
        private static readonly ConcurrentDictionary<string, int> Counts = new();

        public static void Add(string key) => Counts.AddOrUpdate(key, 1, (_, count) => count + 1);

        public static int Of(string key) => Counts.GetValueOrDefault(key);
    }

    public class ShelfInput : IValidatableObject
    {
        [Required]
        [StringLength(5)]
        public string? Name { get; set; }

        public string? CountedAs { get; set; }

        public List<ShelfBookInput> Books { get; set; } = [];

        public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
        {
            if (CountedAs is not null)
                Calls.Add(CountedAs);
            if (Name == "bad")
                yield return new ValidationResult("This name is bad.", [nameof(Name)]);
        }
    }

    public class ShelfBookInput
    {
        [Required]
        public string? Title { get; set; }
    }

    public record ShelfDto(string Called, Guid? Id = null, Guid? BookId = null, string? Name = null);

    public class ShelfFilter
    {
        public string? Filter { get; set; }

        public int MaxResultCount { get; set; } = 10;
    }

    public interface IShelfAppService : IApplicationService
    {
        Task<ShelfDto> GetAsync(Guid id);

        Task<ShelfDto> GetListAsync(ShelfFilter input);

        Task<ShelfDto> CreateAsync(ShelfInput input);
    }

    public class ShelfAppService : ApplicationService, IShelfAppService
    {
        public virtual Task<ShelfDto> GetAsync(Guid id) => Task.FromResult(new ShelfDto("Get", id));

        public virtual Task<ShelfDto> GetListAsync(ShelfFilter input) => Task.FromResult(new ShelfDto("GetList", Name: $"{input.Filter}/{input.MaxResultCount}"));

        public virtual Task<ShelfDto> GetAllAuthorsAsync() => Task.FromResult(new ShelfDto("GetAllAuthors"));

        public virtual Task<ShelfDto> CreateAsync(ShelfInput input) => Task.FromResult(new ShelfDto("Create", Name: input.Name));

        public virtual Task<ShelfDto> UpdateAsync(Guid id, ShelfInput input) => Task.FromResult(new ShelfDto("Update", id, Name: input.Name));

        public virtual Task<ShelfDto> DeleteAsync(Guid id) => Task.FromResult(new ShelfDto("Delete", id));

        public virtual Task<ShelfDto> AddBookAsync(Guid id, Guid bookId) => Task.FromResult(new ShelfDto("AddBook", id, bookId));

        public virtual Task<ShelfDto> RemoveBookAsync(Guid id, Guid bookId) => Task.FromResult(new ShelfDto("RemoveBook", id, bookId));

        public virtual Task<ShelfDto> PatchTitleAsync(Guid id, ShelfInput input) => Task.FromResult(new ShelfDto("PatchTitle", id, Name: input.Name));

        public virtual Task<ShelfDto> ArchiveEverythingOldAsync() => Task.FromResult(new ShelfDto("ArchiveEverythingOld"));

        public virtual Task PostNothingAsync() => Task.CompletedTask;

        [HttpGet("api/own-words")]
        public virtual Task<ShelfDto> RoutedByHandAsync() => Task.FromResult(new ShelfDto("RoutedByHand"));

        [RemoteService(IsEnabled = false)]
        public virtual Task<ShelfDto> GetHiddenAsync() => Task.FromResult(new ShelfDto("GetHidden"));

        public virtual Task<string?> GetTenantAsync() => Task.FromResult(CurrentTenant.Name);

        public virtual Task<string?> GetUserAsync() => Task.FromResult(CurrentUser.UserName);
    }

    [RemoteService(IsEnabled = false)]
    public class ClosedAppService : ApplicationService
    {
        public virtual Task<string> GetAsync() => Task.FromResult("closed");
    }

    public class RemovedAppService : ApplicationService
    {
        public virtual Task<string> GetAsync() => Task.FromResult("removed");
    }

    public interface IVaultAppService : IApplicationService
    {
        Task<string> GetAsync(string countedAs);

        Task<string> GetPublicAsync();

        Task<string> GetByPolicyAsync();

        Task PutAsync(ShelfInput input);
    }

    [Authorize(VaultPermissions.Open)]
    public class VaultAppService : ApplicationService, IVaultAppService
    {
        public virtual Task<string> GetAsync(string countedAs) => Task.FromResult("gold");

        [AllowAnonymous]
        public virtual Task<string> GetPublicAsync() => Task.FromResult("a door");

        [Authorize(VaultPermissions.OldEnough)]
        public virtual Task<string> GetByPolicyAsync() => Task.FromResult("wine");

        [AllowAnonymous]
        public virtual Task PutAsync(ShelfInput input) => Task.CompletedTask;
    }

    public static class VaultPermissions
    {
        public const string Open = "Vault.Open";
        public const string OfHost = "Vault.OfHost";
        public const string OfTenant = "Vault.OfTenant";
        public const string OldEnough = "OldEnough";
    }

    public class VaultPermissionDefinitionProvider : PermissionDefinitionProvider
    {
        public override void Define(IPermissionDefinitionContext context) => Define(context.AddGroup("Vault"));

        private static void Define(PermissionGroupDefinition vault)
        {
            vault.AddPermission(VaultPermissions.Open);
            vault.AddPermission(VaultPermissions.OfHost, multiTenancySide: MultiTenancySides.Host);
            vault.AddPermission(VaultPermissions.OfTenant, multiTenancySide: MultiTenancySides.Tenant);
        }
    }

    /// <summary>Grants the permissions that the user's claims name, and counts.</summary>
    public class ClaimPermissionValueProvider(IPermissionStore store) : PermissionValueProvider(store)
    {
        public override string Name => "Claim";

        public override Task<PermissionGrantResult> CheckAsync(PermissionValueCheckContext context)
        {
            if (context.Principal?.FindFirst("counted-as")?.Value is { } key)
                Calls.Add(key);
            return Task.FromResult(context.Principal?.HasClaim("permission", context.Permission.Name) == true
                ? PermissionGrantResult.Granted
                : PermissionGrantResult.Undefined);
        }

        public override Task<MultiplePermissionGrantResult> CheckAsync(PermissionValuesCheckContext context) =>
            throw new NotSupportedException("Nobody asks for several permissions at once.");
    }

    public interface IFaultAppService : IApplicationService
    {
        Task<string> GetBusinessAsync();
    }

    public class FaultAppService(IBookRepository books, IUnitOfWorkManager unitsOfWork) : ApplicationService, IFaultAppService
    {
        public virtual Task<string> GetBusinessAsync() => throw new BusinessException("Shop:Closed") { Data = { ["until"] = "nine" } };

        public virtual Task<string> GetMappedAsync() => throw new BusinessException("Shop:Taken");

        public virtual Task<string> GetFriendlyAsync() => throw new UserFriendlyException("We are closed.", "Shop:Closed", "Come back at nine.");

        public virtual Task<string> GetMissingAsync() => throw new EntityNotFoundException(typeof(Book), 42);

        public virtual Task<string> GetForbiddenAsync() => throw new Volo.Abp.Authorization.AbpAuthorizationException("no");

        public virtual Task<string> GetBrokenAsync() => throw new InvalidOperationException("secret");

        public virtual async Task<string> CreateThenFailAsync(string title)
        {
            await books.InsertAsync(new Book(title), autoSave: true);
            throw new BusinessException("Shop:Closed");
        }

        public virtual async Task<string> CreateBookAsync(string title)
        {
            await books.InsertAsync(new Book(title));
            return title;
        }

        public virtual async Task<bool> GetIsTransactionalAsync() => await Task.FromResult(unitsOfWork.Current!.Options.IsTransactional);

        public virtual async Task<bool> CreateIsTransactionalAsync() => await Task.FromResult(unitsOfWork.Current!.Options.IsTransactional);

        [UnitOfWork(IsDisabled = true)]
        public virtual async Task<bool> CreateWithoutUnitAsync() => await Task.FromResult(unitsOfWork.Current is null);
    }

    /// <summary>Names the tenant by a header.</summary>
    public class HeaderTenantContributor : HttpTenantResolveContributorBase
    {
        public override string Name => "Test";

        protected override Task<string?> GetTenantIdOrNameFromHttpContextOrNullAsync(ITenantResolveContext context, HttpContext httpContext) =>
            Task.FromResult((string?)httpContext.Request.Headers["X-Tenant"]);
    }

    /// <summary>Believes the request's headers.</summary>
    public class HeaderAuthenticationHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            if ((string?)Request.Headers["X-User"] is not { } user)
                return Task.FromResult(AuthenticateResult.NoResult());
            var claims = new List<Claim> { new(AbpClaimTypes.UserName, user) };
            claims.AddRange(Request.Headers["X-Permission"].Select(p => new Claim("permission", p!)));
            claims.AddRange(Request.Headers["X-Counted-As"].Select(p => new Claim("counted-as", p!)));
            return Task.FromResult(AuthenticateResult.Success(new(new ClaimsPrincipal(new ClaimsIdentity(claims, Scheme.Name)), Scheme.Name)));
        }
    }

    [DependsOn(typeof(LibraryModule), typeof(AbpAspNetCoreMvcModule), typeof(AbpAspNetCoreMultiTenancyModule))]
    public class ShopModule : AbpModule
    {
        public override void ConfigureServices(ServiceConfigurationContext context)
        {
            context.Services.AddAuthentication("Header").AddScheme<AuthenticationSchemeOptions, HeaderAuthenticationHandler>("Header", null);
            Configure<AuthorizationOptions>(options => options.AddPolicy(VaultPermissions.OldEnough, policy => policy.RequireUserName("methuselah")));
            Configure<AbpPermissionOptions>(options => options.ValueProviders.Add<ClaimPermissionValueProvider>());
            Configure<AbpExceptionHttpStatusCodeOptions>(options => options.Map("Shop:Taken", System.Net.HttpStatusCode.Conflict));
            Configure<AbpAspNetCoreMvcOptions>(options =>
            {
                options.ControllersToRemove.Add(typeof(RemovedAppService));
                options.ConventionalControllers.Create(typeof(ShopModule).Assembly, o =>
                    o.TypePredicate = type => type.Namespace == typeof(ShopModule).Namespace);
                options.ConventionalControllers.Create(typeof(ShopModule).Assembly, o =>
                {
                    o.RootPath = "leads";
                    o.TypePredicate = type => type == typeof(Leads.IntakeAppService);
                });
            });
            Configure<AbpTenantResolveOptions>(options =>
            {
                options.TenantResolvers.Clear();
                options.TenantResolvers.Add(new HeaderTenantContributor());
            });
            Configure<AbpEndpointRouterOptions>(options => options.EndpointConfigureActions.Add(
                endpoints => endpoints.Endpoints.MapGet("/from-module", () => "a module's")));
        }

        public override void OnApplicationInitialization(ApplicationInitializationContext context)
        {
            var app = context.GetApplicationBuilder();
            app.UseRouting();
            app.UseAuthentication();
            app.UseMultiTenancy();
            app.UseAuthorization();
            app.UseConfiguredEndpoints(endpoints => endpoints.MapGet("/from-pipeline", () => "the pipeline's"));
        }
    }

    public class ShopTenantStore : ITenantStore, Volo.Abp.DependencyInjection.ITransientDependency
    {
        public static readonly TenantConfiguration Acme = new(Guid.NewGuid(), "acme", "ACME");

        public Task<TenantConfiguration?> FindAsync(string normalizedName) => Task.FromResult(normalizedName == "ACME" ? Acme : null);

        public Task<TenantConfiguration?> FindAsync(Guid id) => Task.FromResult(id == Acme.Id ? Acme : null);

        public Task<IReadOnlyList<TenantConfiguration>> GetListAsync(bool includeDetails = false) =>
            Task.FromResult<IReadOnlyList<TenantConfiguration>>([Acme]);

        [Obsolete("Use FindAsync method.")]
        public TenantConfiguration? Find(string normalizedName) => normalizedName == "ACME" ? Acme : null;

        [Obsolete("Use FindAsync method.")]
        public TenantConfiguration? Find(Guid id) => id == Acme.Id ? Acme : null;
    }

    /// <summary>The shop on Kestrel at a free port of 127.0.0.1.</summary>
    public class ShopFixture : IAsyncLifetime
    {
        private WebApplication _application = null!;

        public HttpClient Http { get; private set; } = null!;

        public TestDatabase Database { get; private set; } = null!;

        public IServiceProvider Services => _application.Services;

        public async Task InitializeAsync()
        {
            Database = await TestPostgres.CreateDatabaseAsync();
            await Database.ExecuteAsync(LibraryModule.Schema);
            var builder = WebApplication.CreateBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseKestrel().UseUrls("http://127.0.0.1:0");
            builder.Host.UseAutofac();
            builder.Services.Configure<AbpDbConnectionOptions>(o => o.ConnectionStrings.Default = Database.ConnectionString);
            await builder.AddApplicationAsync<ShopModule>();
            _application = builder.Build();
            await _application.InitializeApplicationAsync();
            await _application.StartAsync();
            Http = new HttpClient { BaseAddress = new Uri(_application.Urls.Single()) };
        }

        public async Task DisposeAsync()
        {
            Http.Dispose();
            await _application.StopAsync();
            await _application.DisposeAsync();
            await Database.DisposeAsync();
        }
    }

    /// <summary>A test that finds the shop's database empty.</summary>
    public abstract class ShopTest(ShopFixture fixture) : IAsyncLifetime
    {
        protected HttpClient Http => fixture.Http;

        protected TestDatabase Database => fixture.Database;

        protected IServiceProvider Services => fixture.Services;

        public Task InitializeAsync() => Database.ExecuteAsync(LibraryModule.Empty);

        public Task DisposeAsync() => Task.CompletedTask;

        protected async Task<HttpResponseMessage> SendAsync(
            string method, string path, string? json = null, string? user = null, string? permission = null, string? countedAs = null, string? tenant = null)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            if (json is not null)
                request.Content = new StringContent(json, null, "application/json");
            foreach (var (name, value) in new[] { ("X-User", user), ("X-Permission", permission), ("X-Counted-As", countedAs), ("X-Tenant", tenant) })
            {
                if (value is not null)
                    request.Headers.Add(name, value);
            }

            return await Http.SendAsync(request);
        }
    }
}

namespace HrefCrm.Framework.Tests.Web.Leads
{
    public class IntakeAppService : ApplicationService
    {
        public virtual Task<ShelfDto> CreateAsync(ShelfInput input) => Task.FromResult(new ShelfDto("Intake", Name: input.Name));
    }
}
