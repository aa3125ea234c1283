using HrefCrm.TestBase;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Volo.Abp.Autofac;
using Volo.Abp.Data;
using Volo.Abp.Domain.Entities;
using Volo.Abp.Domain.Repositories;
using Volo.Abp.Domain.Repositories.EntityFrameworkCore;
using Volo.Abp.EntityFrameworkCore;
using Volo.Abp.EntityFrameworkCore.PostgreSql;
using Volo.Abp.Modularity;
using Volo.Abp.MultiTenancy;

namespace HrefCrm.Framework.Tests.EntityFrameworkCore;

/// <summary>A tenant's book: an aggregate with a local event.</summary>
public class Book : BasicAggregateRoot<Guid>, IMultiTenant
{
    public Book(string title)
        : base(Guid.NewGuid()) => Title = title;

    public Guid? TenantId { get; private set; }

    public string Title { get; private set; }

    public void Publish() => AddLocalEvent(new BookPublished(Title));
}

public record BookPublished(string Title);

/// <summary>An entity that no tenant owns, in another DbContext. It leaves its id to the repository.</summary>
public class Note : Entity<Guid>
{
    public Note(string text) => Text = text;

    public Note(Guid id, string text)
        : base(id) => Text = text;

    public string Text { get; private set; }
}

/// <summary>A tenant's entity whose key begins with the tenant, as the product's do.</summary>
public class Loan : Entity<Guid>, IMultiTenant
{
    public Loan(Guid id, Guid? tenantId, string reader)
        : base(id)
    {
        TenantId = tenantId;
        Reader = reader;
    }

    public Guid? TenantId { get; private set; }

    public string Reader { get; private set; }
}

[ConnectionStringName("Books")]
public class BooksDbContext(DbContextOptions<BooksDbContext> options) : AbpDbContext<BooksDbContext>(options)
{
    public DbSet<Book> Books => Set<Book>();

    public DbSet<Loan> Loans => Set<Loan>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.Entity<Loan>(b =>
        {
            b.Property(l => l.TenantId).IsRequired();
            b.HasKey(l => new { l.TenantId, l.Id });
        });
    }
}

[ConnectionStringName("Notes")]
public class NotesDbContext(DbContextOptions<NotesDbContext> options) : AbpDbContext<NotesDbContext>(options)
{
    public DbSet<Note> Notes => Set<Note>();
}

public interface IBookRepository : IRepository<Book, Guid>
{
    Task<List<string>> GetTitlesAsync();
}

public class BookRepository(IDbContextProvider<BooksDbContext> provider) : EfCoreRepository<BooksDbContext, Book, Guid>(provider), IBookRepository
{
    public async Task<List<string>> GetTitlesAsync() => await (await GetQueryableAsync()).OrderBy(b => b.Title).Select(b => b.Title).ToListAsync();
}

[DependsOn(typeof(AbpAutofacModule), typeof(AbpEntityFrameworkCorePostgreSqlModule))]
public class LibraryModule : AbpModule
{
    public const string Schema =
        """
        CREATE TABLE "Books" ("Id" uuid PRIMARY KEY, "TenantId" uuid, "Title" text NOT NULL UNIQUE);
        CREATE TABLE "Loans" ("TenantId" uuid, "Id" uuid, "Reader" text NOT NULL, PRIMARY KEY ("TenantId", "Id"));
        CREATE TABLE "Notes" ("Id" uuid PRIMARY KEY, "Text" text NOT NULL UNIQUE);
        """;

    public const string Empty = """TRUNCATE "Books", "Loans", "Notes" """;

    public override void ConfigureServices(ServiceConfigurationContext context)
    {
        context.Services.AddAbpDbContext<BooksDbContext>(options =>
        {
            options.AddDefaultRepositories(includeAllEntities: true);
            options.AddRepository<Book, BookRepository>();
        });
        context.Services.AddAbpDbContext<NotesDbContext>(options => options.AddDefaultRepositories(includeAllEntities: true));
        Configure<AbpDbContextOptions>(options => options.Configure(c => c.UseNpgsql()));
        Configure<AbpMultiTenancyOptions>(options => options.IsEnabled = true);
    }
}

/// <summary>A library application with a database of its own.</summary>
public sealed class LibraryFixture : IAsyncLifetime
{
    private TestApplication _application = null!;

    public TestDatabase Database { get; private set; } = null!;

    public IServiceProvider Services => _application.Services;

    public async Task InitializeAsync()
    {
        Database = await TestPostgres.CreateDatabaseAsync();
        await Database.ExecuteAsync(LibraryModule.Schema);
        _application = await TestApplication.StartAsync<LibraryModule>(options =>
            options.Services.Configure<AbpDbConnectionOptions>(o => o.ConnectionStrings.Default = Database.ConnectionString));
    }

    public async Task DisposeAsync()
    {
        await _application.DisposeAsync();
        await Database.DisposeAsync();
    }
}

/// <summary>A test that finds the library empty.</summary>
public abstract class LibraryTest(LibraryFixture fixture) : IClassFixture<LibraryFixture>, IAsyncLifetime
{
    protected TestDatabase Database => fixture.Database;

    public virtual Task InitializeAsync() => Database.ExecuteAsync(LibraryModule.Empty);

    public Task DisposeAsync() => Task.CompletedTask;

    protected T Get<T>()
        where T : notnull => fixture.Services.GetRequiredService<T>();

    protected Task<List<string>> CommittedTitlesAsync() => Database.QueryAsync<string>("""SELECT "Title" FROM "Books" ORDER BY 1""");
}
