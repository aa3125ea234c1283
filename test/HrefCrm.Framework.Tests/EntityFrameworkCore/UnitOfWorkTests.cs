using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Volo.Abp;
using Volo.Abp.Data;
using Volo.Abp.Domain.Entities;
using Volo.Abp.Domain.Repositories;
using Volo.Abp.EntityFrameworkCore;
using Volo.Abp.Uow;

namespace HrefCrm.Framework.Tests.EntityFrameworkCore;

public class UnitOfWorkTests(LibraryFixture fixture) : LibraryTest(fixture)
{
    private IUnitOfWorkManager Units => Get<IUnitOfWorkManager>();

    private IBookRepository Books => Get<IBookRepository>();

    private IRepository<Note, Guid> Notes => Get<IRepository<Note, Guid>>();

    [Fact]
    public async Task Completing_commits_and_nothing_is_visible_before()
    {
        using (var unit = Units.Begin(requiresNew: true, isTransactional: true))
        {
            await Books.InsertAsync(new Book("Ulysses"), autoSave: true);
            (await CommittedTitlesAsync()).ShouldBeEmpty();
            await unit.CompleteAsync();
        }

        (await CommittedTitlesAsync()).ShouldBe(["Ulysses"]);
    }

    [Fact]
    public async Task What_waits_for_completion_is_done_once_all_is_committed_and_never_otherwise()
    {
        var seen = new List<string>();
        using (Units.Begin(requiresNew: true, isTransactional: true))
            Units.Current!.OnCompleted(() => throw new InvalidOperationException("It was not completed."));
        using (var unit = Units.Begin(requiresNew: true, isTransactional: true))
        {
            await Books.InsertAsync(new Book("Ulysses"));
            using (var inner = Units.Begin())
            {
                inner.OnCompleted(async () => seen.AddRange(await CommittedTitlesAsync()));
                await inner.CompleteAsync();
            }

            seen.ShouldBeEmpty();
            await unit.CompleteAsync();
        }

        seen.ShouldBe(["Ulysses"]);
    }

    [Fact]
    public async Task Disposing_without_completing_rolls_back()
    {
        using (Units.Begin(requiresNew: true, isTransactional: true))
            await Books.InsertAsync(new Book("Ulysses"), autoSave: true);

        (await CommittedTitlesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Rolling_back_undoes_what_was_saved()
    {
        using (var unit = Units.Begin(requiresNew: true, isTransactional: true))
        {
            await Books.InsertAsync(new Book("Ulysses"), autoSave: true);
            await unit.RollbackAsync();
        }

        (await CommittedTitlesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_a_transaction_each_save_stands_by_itself()
    {
        using (Units.Begin(requiresNew: true, isTransactional: false))
            await Books.InsertAsync(new Book("Ulysses"), autoSave: true);

        (await CommittedTitlesAsync()).ShouldBe(["Ulysses"]);
    }

    [Fact]
    public async Task Contexts_of_equal_connection_strings_share_one_connection_and_one_transaction()
    {
        using (var unit = Units.Begin(requiresNew: true, isTransactional: true))
        {
            var books = await Get<IDbContextProvider<BooksDbContext>>().GetDbContextAsync();
            var notes = await Get<IDbContextProvider<NotesDbContext>>().GetDbContextAsync();
            notes.Database.GetDbConnection().ShouldBeSameAs(books.Database.GetDbConnection());
            notes.Database.CurrentTransaction!.GetDbTransaction().ShouldBeSameAs(books.Database.CurrentTransaction!.GetDbTransaction());

            await Books.InsertAsync(new Book("Ulysses"), autoSave: true);
            await Notes.InsertAsync(new Note("read it"), autoSave: true);
            (await notes.Database.SqlQuery<string>($"""SELECT "Title" AS "Value" FROM "Books" """).ToListAsync()).ShouldBe(["Ulysses"]);
            await unit.RollbackAsync();
        }

        (await CommittedTitlesAsync()).ShouldBeEmpty();
        (await Database.QueryAsync<string>("""SELECT "Text" FROM "Notes" """)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Both_contexts_commit_together()
    {
        using (var unit = Units.Begin(requiresNew: true, isTransactional: true))
        {
            await Notes.InsertAsync(new Note("read it"));
            await Books.InsertAsync(new Book("Ulysses"));
            await unit.CompleteAsync();
        }

        (await CommittedTitlesAsync()).ShouldBe(["Ulysses"]);
        (await Database.QueryAsync<string>("""SELECT "Text" FROM "Notes" """)).ShouldBe(["read it"]);
    }

    [Fact]
    public async Task A_unit_of_work_has_one_context_of_a_type()
    {
        using var unit = Units.Begin(requiresNew: true);
        var provider = Get<IDbContextProvider<BooksDbContext>>();

        (await provider.GetDbContextAsync()).ShouldBeSameAs(await Get<IDbContextProvider<BooksDbContext>>().GetDbContextAsync());
    }

    [Fact]
    public async Task An_inner_unit_of_work_joins_the_outer_one()
    {
        using (Units.Begin(requiresNew: true, isTransactional: true))
        {
            using (var inner = Units.Begin())
            {
                await Books.InsertAsync(new Book("Ulysses"));
                await inner.CompleteAsync();
            }

            (await CommittedTitlesAsync()).ShouldBeEmpty();
        }

        (await CommittedTitlesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_inner_unit_of_work_that_requires_a_new_one_commits_by_itself_and_the_outer_is_current_again()
    {
        using (var outer = Units.Begin(requiresNew: true, isTransactional: true))
        {
            await Books.InsertAsync(new Book("outer"), autoSave: true);
            using (var inner = Units.Begin(requiresNew: true, isTransactional: true))
            {
                await Books.InsertAsync(new Book("inner"));
                await inner.CompleteAsync();
            }

            Units.Current.ShouldBeSameAs(outer);
        }

        (await CommittedTitlesAsync()).ShouldBe(["inner"]);
        Units.Current.ShouldBeNull();
    }

    [Fact]
    public async Task A_context_cannot_be_had_outside_of_a_unit_of_work()
    {
        var provider = Get<IDbContextProvider<BooksDbContext>>();

        await Should.ThrowAsync<AbpException>(async () => await provider.GetDbContextAsync());
    }

    [Fact]
    public async Task A_repository_called_without_a_unit_of_work_gets_one_of_its_own()
    {
        await Books.InsertAsync(new Book("Ulysses"));

        (await CommittedTitlesAsync()).ShouldBe(["Ulysses"]);
        (await Books.GetTitlesAsync()).ShouldBe(["Ulysses"]);
    }

    [Fact]
    public async Task A_method_marked_as_a_unit_of_work_commits_or_rolls_back_as_a_whole()
    {
        var librarian = Get<Librarian>();
        await Should.ThrowAsync<InvalidOperationException>(() => librarian.AddAsync("Ulysses", fail: true));
        (await CommittedTitlesAsync()).ShouldBeEmpty();

        await librarian.AddAsync("Ulysses", fail: false);
        (await CommittedTitlesAsync()).ShouldBe(["Ulysses"]);
    }

    [Fact]
    public async Task Repositories_insert_find_update_and_delete()
    {
        var book = new Book("Ulysses");
        await Books.InsertManyAsync([book, new Book("Dubliners"), new Book("Chamber Music")]);

        (await Books.GetAsync(b => b.Title == "Ulysses")).Id.ShouldBe(book.Id);
        (await Books.FindAsync(b => b.Title == "Exiles")).ShouldBeNull();
        (await Should.ThrowAsync<EntityNotFoundException>(() => Books.GetAsync(b => b.Title == "Exiles"))).EntityType.ShouldBe(typeof(Book));
        (await Books.GetListAsync(b => b.Title == "Dubliners")).Select(b => b.Title).ShouldBe(["Dubliners"]);

        await Books.DeleteAsync(book);
        (await CommittedTitlesAsync()).ShouldBe(["Chamber Music", "Dubliners"]);
    }

    [Fact]
    public async Task A_detached_entity_is_updated()
    {
        var note = new Note("read it");
        await Notes.InsertAsync(note);
        await Notes.UpdateAsync(new Note(note.Id, "read it twice"));

        (await Database.QueryAsync<string>("""SELECT "Text" FROM "Notes" """)).ShouldBe(["read it twice"]);
    }

    [Fact]
    public async Task An_update_of_a_row_that_is_gone_is_a_concurrency_failure() =>
        await Should.ThrowAsync<AbpDbConcurrencyException>(() => Notes.UpdateAsync(new Note(Guid.NewGuid(), "never stored")));

    public class Librarian(IBookRepository books) : Volo.Abp.DependencyInjection.ITransientDependency
    {
        [UnitOfWork]
        public virtual async Task AddAsync(string title, bool fail)
        {
            await books.InsertAsync(new Book(title), autoSave: true);
            if (fail)
                throw new InvalidOperationException();
        }
    }
}
