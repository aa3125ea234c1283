using System.Collections.Concurrent;
using Volo.Abp.DependencyInjection;
using Volo.Abp.Domain.Repositories;
using Volo.Abp.EventBus;
using Volo.Abp.EventBus.Local;
using Volo.Abp.Uow;

namespace HrefCrm.Framework.Tests.EntityFrameworkCore;

public class LocalEventTests(LibraryFixture fixture) : LibraryTest(fixture)
{
    private IUnitOfWorkManager Units => Get<IUnitOfWorkManager>();

    private IBookRepository Books => Get<IBookRepository>();

    [Fact]
    public async Task An_aggregates_event_is_handled_in_its_unit_of_work()
    {
        using (var unit = Units.Begin(requiresNew: true, isTransactional: true))
        {
            var book = new Book("Ulysses");
            book.Publish();
            await Books.InsertAsync(book);
            (await NotesAsync()).ShouldBeEmpty();
            await unit.CompleteAsync();
        }

        (await CommittedTitlesAsync()).ShouldBe(["Ulysses"]);
        (await NotesAsync()).ShouldBe(["published Ulysses"]);
    }

    [Fact]
    public async Task A_failing_handler_rolls_everything_back()
    {
        using (var unit = Units.Begin(requiresNew: true, isTransactional: true))
        {
            var book = new Book(BookPublishedHandler.Forbidden);
            book.Publish();
            await Books.InsertAsync(book, autoSave: true);
            await Should.ThrowAsync<InvalidOperationException>(() => unit.CompleteAsync());
        }

        (await CommittedTitlesAsync()).ShouldBeEmpty();
        (await NotesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_event_is_raised_once_however_often_is_saved()
    {
        using (var unit = Units.Begin(requiresNew: true, isTransactional: true))
        {
            var book = new Book("Ulysses");
            book.Publish();
            await Books.InsertAsync(book, autoSave: true);
            await Books.UpdateAsync(book, autoSave: true);
            await unit.CompleteAsync();
        }

        (await NotesAsync()).ShouldBe(["published Ulysses"]);
    }

    [Fact]
    public async Task A_published_event_waits_for_the_unit_of_work_to_complete_and_is_dropped_with_it()
    {
        var bus = Get<ILocalEventBus>();
        var key = Guid.NewGuid();
        using (var unit = Units.Begin(requiresNew: true, isTransactional: true))
        {
            await bus.PublishAsync(new Ping(key));
            PingHandler.Received.ContainsKey(key).ShouldBeFalse();
            await unit.CompleteAsync();
        }

        PingHandler.Received.ContainsKey(key).ShouldBeTrue();

        var dropped = Guid.NewGuid();
        using (Units.Begin(requiresNew: true, isTransactional: true))
            await bus.PublishAsync(new Ping(dropped));
        PingHandler.Received.ContainsKey(dropped).ShouldBeFalse();
    }

    [Fact]
    public async Task An_event_published_at_once_or_without_a_unit_of_work_is_handled_at_once()
    {
        var bus = Get<ILocalEventBus>();
        var key = Guid.NewGuid();
        await bus.PublishAsync(new Ping(key));
        PingHandler.Received.ContainsKey(key).ShouldBeTrue();

        var atOnce = Guid.NewGuid();
        using (Units.Begin(requiresNew: true, isTransactional: true))
        {
            await bus.PublishAsync(new Ping(atOnce), onUnitOfWorkComplete: false);
            PingHandler.Received.ContainsKey(atOnce).ShouldBeTrue();
        }
    }

    private Task<List<string>> NotesAsync() => Database.QueryAsync<string>("""SELECT "Text" FROM "Notes" ORDER BY 1""");

    public record Ping(Guid Key);

    public class PingHandler : ILocalEventHandler<Ping>, ITransientDependency
    {
        public static ConcurrentDictionary<Guid, bool> Received { get; } = new();

        public Task HandleEventAsync(Ping eventData)
        {
            Received[eventData.Key] = true;
            return Task.CompletedTask;
        }
    }

    public class BookPublishedHandler(IRepository<Note, Guid> notes) : ILocalEventHandler<BookPublished>, ITransientDependency
    {
        public const string Forbidden = "forbidden";

        public async Task HandleEventAsync(BookPublished eventData)
        {
            await notes.InsertAsync(new Note($"published {eventData.Title}"), autoSave: true);
            if (eventData.Title == Forbidden)
                throw new InvalidOperationException();
        }
    }
}
