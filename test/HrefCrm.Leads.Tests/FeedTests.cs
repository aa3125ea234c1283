using System.Collections.Concurrent;
using HrefCrm.Leads.Activities;
using HrefCrm.Leads.Leads;
using HrefCrm.Leads.Live;
using HrefCrm.Leads.Pipeline;
using Microsoft.Extensions.DependencyInjection;

namespace HrefCrm.Leads.Tests;

/// <summary>Open pages are told of what is committed to their workspace's leads, and of nobody else's.</summary>
public class FeedTests(DeskFixture fixture) : IClassFixture<DeskFixture>
{
    private static readonly TimeSpan ASecond = TimeSpan.FromSeconds(1);

    private ILeadFeed Feed => fixture.Identity.Host.Services.GetRequiredService<ILeadFeed>();

    [Fact]
    public async Task New_leads_and_what_members_do_to_them_are_told_within_a_second()
    {
        var desk = await fixture.OpenAsync();
        var told = new ConcurrentQueue<LeadsChanged>();
        using var listening = Feed.Listen(desk.Tenant.Id, told.Enqueue);

        var lead = await desk.PostAsync(isFound: false);
        await ShouldBeToldAsync(told, c => c.LeadIds.Contains(lead));

        await desk.MoveAsync(LeadSelectionDto.Of(lead, null), "Won", by: desk.Ben);
        await ShouldBeToldAsync(told, c => c.LeadIds.Contains(lead));

        await desk.AsAnnAsync<IActivityAppService, bool>(async s =>
        {
            await s.AddAsync(lead, new ActivityInput { Text = "A note" });
            return true;
        });
        await ShouldBeToldAsync(told, c => c.LeadIds.Contains(lead));

        await desk.AsAnnAsync<IPipelineAppService, IReadOnlyList<StageDto>>(s => s.AddAsync(Guid.NewGuid(), "Later"));
        await ShouldBeToldAsync(told, c => c.HasStages);
    }

    [Fact]
    public async Task Nothing_is_told_of_another_workspace_or_to_who_has_left()
    {
        var (mine, other) = (await fixture.OpenAsync(), await fixture.OpenAsync());
        var (told, left) = (new ConcurrentQueue<LeadsChanged>(), new ConcurrentQueue<LeadsChanged>());
        using var listening = Feed.Listen(mine.Tenant.Id, told.Enqueue);
        Feed.Listen(mine.Tenant.Id, left.Enqueue).Dispose();

        await other.PostAsync(isFound: false);
        // What comes after it is told, so it would have been, too.
        var lead = await mine.PostAsync(isFound: false);
        await ShouldBeToldAsync(told, c => c.LeadIds.Contains(lead), keep: true);
        told.SelectMany(c => c.LeadIds).ShouldAllBe(id => id == lead);
        left.ShouldBeEmpty();
    }

    [Fact]
    public async Task After_a_loss_of_the_database_pages_are_told_that_they_may_have_missed_something()
    {
        var desk = await fixture.OpenAsync();
        var told = new ConcurrentQueue<LeadsChanged>();
        using var listening = Feed.Listen(desk.Tenant.Id, told.Enqueue);
        var before = await desk.PostAsync(isFound: false);
        await ShouldBeToldAsync(told, c => c.LeadIds.Contains(before));

        await fixture.Identity.Database.QueryAsync<bool>(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
        await ShouldBeToldAsync(told, c => c.HasMissed, TimeSpan.FromSeconds(10));
        var after = await desk.PostAsync(isFound: false);
        await ShouldBeToldAsync(told, c => c.LeadIds.Contains(after));
    }

    private static Task ShouldBeToldAsync(ConcurrentQueue<LeadsChanged> told, Func<LeadsChanged, bool> of, TimeSpan? within = null, bool keep = false) => Until.TrueAsync(
        () =>
        {
            var isTold = told.Any(of);
            if (isTold && !keep)
                told.Clear();
            return Task.FromResult(isTold);
        },
        within ?? ASecond);
}
