using HrefCrm.Leads.Inbox;
using HrefCrm.Leads.Leads;
using HrefCrm.Leads.Pipeline;
using HrefCrm.Leads.Settings;
using Microsoft.Extensions.DependencyInjection;
using Volo.Abp;
using Volo.Abp.Uow;

namespace HrefCrm.Leads.Tests;

/// <summary>Lists of leads: filters that compose, a search that finds whatever the spelling, pages, and counts that are right.</summary>
public class InboxTests(DeskFixture fixture) : IClassFixture<DeskFixture>
{
    [Fact]
    public async Task Newest_come_first_page_by_page()
    {
        var desk = await fixture.OpenAsync();
        List<Guid> posted = [];
        for (var i = 0; i < 5; i++)
            posted.Insert(0, await desk.PostAsync());

        var first = await desk.ListAsync(new LeadFilterDto(), take: 2);
        var second = await desk.ListAsync(new LeadFilterDto(), first[^1].Id, take: 2);
        var third = await desk.ListAsync(new LeadFilterDto(), second[^1].Id, take: 2);
        first.Concat(second).Concat(third).Select(l => l.Id).ShouldBe(posted);

        var filter = new LeadFilterDto { Status = LeadStatus.New };
        var filtered = await desk.ListAsync(filter, take: 3);
        filtered.Concat(await desk.ListAsync(filter, filtered[^1].Id)).Select(l => l.Id).ShouldBe(posted);
    }

    [Fact]
    public async Task Filters_compose()
    {
        var desk = await fixture.OpenAsync();
        var (a, b, c) = (await desk.PostAsync("\"source\":\"web\",\"utm_campaign\":\"spring\""), await desk.PostAsync("\"source\":\"web\""), await desk.PostAsync("\"source\":\"fair\""));
        await desk.MoveAsync(LeadSelectionDto.Of(a, null), "Won");
        await desk.AsAnnAsync<ILeadAppService, LeadChangesDto>(s => s.AssignAsync(LeadSelectionDto.Of(b, null), desk.Ben.PersonId));
        await desk.AsAnnAsync<ILeadAppService, LeadChangesDto>(s => s.MoveAsync(LeadSelectionDto.Of(c, null), null));
        await desk.AsAnnAsync<ILeadAppService, LeadChangesDto>(s => s.SetStatusAsync(LeadSelectionDto.Of(c, null), LeadStatus.Open));

        foreach (var (filter, expected) in new (LeadFilterDto, Guid[])[]
        {
            (new() { Source = "web" }, [b, a]),
            (new() { StageId = await desk.StageAsync("Won") }, [a]),
            (new() { HasNoStage = true }, [c]),
            (new() { Status = LeadStatus.Open }, [c]),
            (new() { AssigneeId = desk.Ben.PersonId }, [b]),
            (new() { IsUnassigned = true }, [c, a]),
            (new() { IsWaiting = true }, [b]),
            (new() { Campaign = "spring" }, [a]),
            (new() { Source = "web", IsWaiting = true }, [b]),
            (new() { Source = "web", Status = LeadStatus.Open }, []),
            (new() { Source = "fair", Status = LeadStatus.Open, HasNoStage = true, IsUnassigned = true }, [c]),
            (new() { From = DateTime.UtcNow.AddHours(-1), Until = DateTime.UtcNow.AddHours(1), Source = "fair" }, [c]),
            (new() { Until = DateTime.UtcNow.AddHours(-1) }, []),
        })
        {
            (await desk.ListAsync(filter)).Select(l => l.Id).ShouldBe(expected, filter.ToString());
            (await desk.CountAsync(filter)).ShouldBe(expected.Length, filter.ToString());
            (await desk.AsAnnAsync<IInboxAppService, IReadOnlyList<LeadRowDto>>(s => s.GetRowsAsync(filter, [a, b, c]))).Select(l => l.Id).ShouldBe(expected, filter.ToString());
        }

        (await desk.AsAnnAsync<IInboxAppService, IReadOnlyList<string>>(s => s.GetSourcesAsync())).ShouldBe(["web", "fair"]);
    }

    [Theory]
    [InlineData("zoë")]
    [InlineData("ZOE")]
    [InlineData("müll")]
    [InlineData("MULLER")]
    [InlineData("ller zoe")]
    [InlineData("@example.com zoe")]
    [InlineData("Spring Fair")]
    [InlineData("100%")]
    [InlineData("+1 (202) 555-0143")]
    [InlineData("2025550143")]
    [InlineData("001 202 555 0143")]
    [InlineData("p:+12025550143")]
    [InlineData("555-0143")]
    [InlineData("0202 555")]
    public async Task A_search_finds_parts_of_words_in_any_spelling(string typed)
    {
        var desk = await fixture.OpenAsync();
        var lead = await desk.PostAsync("\"first_name\":\"Zoë\",\"last_name\":\"Müller\",\"phone\":\"(202) 555 0143\",\"source\":\"spring fair 100%\"");
        await desk.PostAsync("\"first_name\":\"Bob\",\"phone\":\"(202) 777 9999\",\"source\":\"web 1000\"");
        (await desk.ListAsync(new LeadFilterDto { Search = typed })).ShouldHaveSingleItem().Id.ShouldBe(lead);
        (await desk.CountAsync(new LeadFilterDto { Search = typed })).ShouldBe(1);
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("z_e")]
    [InlineData("zoe bob")]
    [InlineData("\\")]
    [InlineData("\0")]
    public async Task A_search_finds_nothing_else(string typed)
    {
        var desk = await fixture.OpenAsync();
        await desk.PostAsync("\"first_name\":\"Zoë\"");
        await desk.PostAsync("\"first_name\":\"Bob\"");
        (await desk.ListAsync(new LeadFilterDto { Search = typed })).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("+49 30 5550199", "0049305550199", true)]
    [InlineData("+49 30 5550199", "p:+49305550199", true)]
    [InlineData("(202) 555-0143", "+1 202 555 0143", true)]
    [InlineData("+49 30 5550199", "+49 30 5550198", false)]
    [InlineData("0", "0", false)]
    [InlineData("n/a", "n/a", false)]
    [InlineData("0000000", "0000000", false)]
    public async Task Duplicates_are_found_by_phone_in_any_spelling_and_never_by_placeholders(string one, string other, bool areSame)
    {
        var desk = await fixture.OpenAsync();
        var (a, b) = (await desk.PostAsync($"\"phone\":\"{one}\""), await desk.PostAsync($"\"phone\":\"{other}\""));
        (await desk.GetAsync(a)).Duplicates.Select(d => d.Id).ShouldBe(areSame ? [b] : []);
    }

    [Fact]
    public async Task Counts_stay_right_whatever_is_done_and_once_they_are_drawn_together()
    {
        var desk = await fixture.OpenAsync();
        List<Guid> leads = [];
        for (var i = 0; i < 6; i++)
            leads.Add(await desk.PostAsync($"\"source\":\"s{i % 2}\""));
        await desk.MoveAsync(LeadSelectionDto.Of(leads[0], null), "Won");
        await desk.MoveAsync(LeadSelectionDto.Of(leads[1], null), "Won");
        await desk.MoveAsync(LeadSelectionDto.Of(leads[0], null), "New");
        await desk.AsAnnAsync<ILeadAppService, LeadChangesDto>(s => s.BinAsync(LeadSelectionDto.Of(leads[2], null)));

        for (var round = 0; round < 2; round++)
        {
            if (round == 1)
                await DrawTogetherAsync(desk);
            var counts = await desk.AsAnnAsync<IInboxAppService, IReadOnlyDictionary<Guid, long>>(s => s.CountByStageAsync(new LeadFilterDto()));
            counts.Where(c => c.Value != 0).ToDictionary(c => c.Key, c => c.Value)
                .ShouldBe(new Dictionary<Guid, long> { [await desk.StageAsync("New")] = 4, [await desk.StageAsync("Won")] = 1 }, ignoreOrder: true);
            (await desk.CountAsync(new LeadFilterDto { Source = "s0", IsWaiting = true })).ShouldBe(1);
        }

        // New: s0 waiting and answered, s1 waiting; Won: s1 answered.
        (await fixture.Stored.QueryAsync("SELECT FROM leads.lead_counts WHERE tenant_id = $1", desk.Tenant.Id)).Count.ShouldBe(4);
    }

    [Fact]
    public async Task A_lead_that_has_just_come_in_is_in_the_lists_that_a_page_asks_for_it()
    {
        var desk = await fixture.OpenAsync();
        // Whoever holds its progress keeps every indexer away.
        await using var indexing = await fixture.Stored.HoldAsync("SELECT FROM leads.index_progress FOR UPDATE");
        var id = await desk.PostAsync("\"source\":\"fair\"", isFound: false);
        (await desk.AsAnnAsync<IInboxAppService, IReadOnlyList<LeadRowDto>>(s => s.GetRowsAsync(new LeadFilterDto { Source = "fair" }, [id]))).ShouldHaveSingleItem().Id.ShouldBe(id);
        (await desk.CountAsync(new LeadFilterDto { Source = "fair" })).ShouldBe(1);
    }

    [Fact]
    public async Task Another_country_is_that_of_numbers_that_come_from_then_on_and_a_stale_page_changes_nothing()
    {
        var desk = await fixture.OpenAsync();
        var settings = await SettingsAsync(desk, s => s.GetAsync());
        (settings.Country, settings.AnswerMinutes).ShouldBe(("US", 60));

        var changed = await SettingsAsync(desk, s => s.UpdateAsync(new LeadSettingsDto { Country = "DE", AnswerMinutes = 15, Version = settings.Version }));
        (changed.Country, changed.AnswerMinutes).ShouldBe(("DE", 15));
        foreach (var stale in new[] { settings.Version, changed.Version + 1 })
        {
            (await Should.ThrowAsync<UserFriendlyException>(
                () => SettingsAsync(desk, s => s.UpdateAsync(new LeadSettingsDto { Country = "FR", AnswerMinutes = 1, Version = stale })))).Code.ShouldBe(LeadsErrorCodes.SettingsChanged);
        }

        changed = await SettingsAsync(desk, s => s.UpdateAsync(new LeadSettingsDto { Country = "DE", AnswerMinutes = 20, Version = changed.Version }));
        changed.AnswerMinutes.ShouldBe(20);
        var (a, b) = (await desk.PostAsync("\"phone\":\"030 5550199\""), await desk.PostAsync("\"phone\":\"+49 30 5550199\""));
        (await desk.GetAsync(a)).Duplicates.ShouldHaveSingleItem().Id.ShouldBe(b);
    }

    private static Task<LeadSettingsDto> SettingsAsync(Desk desk, Func<ILeadSettingsAppService, Task<LeadSettingsDto>> work) => desk.AsAnnAsync(work);

    // What CountCompactor does every twenty seconds.
    private static Task<bool> DrawTogetherAsync(Desk desk) => desk.AsAnnAsync<IServiceProvider, bool>(async services =>
    {
        using var unitOfWork = services.GetRequiredService<IUnitOfWorkManager>().Begin(requiresNew: true, isTransactional: true);
        await services.GetRequiredService<ILeadRepository>().CompactCountsAsync(DateTime.UtcNow);
        await unitOfWork.CompleteAsync();
        return true;
    });

    [Fact]
    public async Task No_list_count_or_lead_is_seen_by_another_workspace()
    {
        var (mine, other) = (await fixture.OpenAsync(), await fixture.OpenAsync());
        var lead = await mine.PostAsync("\"first_name\":\"Secret\"");
        (await other.ListAsync(new LeadFilterDto())).ShouldBeEmpty();
        (await other.ListAsync(new LeadFilterDto { Search = "secret" })).ShouldBeEmpty();
        (await other.CountAsync(new LeadFilterDto())).ShouldBe(0);
        (await other.MoveAsync(LeadSelectionDto.Of(lead, null), "Won")).Changed.ShouldBeEmpty();
        await Should.ThrowAsync<UserFriendlyException>(() => other.GetAsync(lead));
        (await mine.GetAsync(lead)).StageId.ShouldBe(await mine.StageAsync("New"));
    }

    [Fact]
    public async Task Stages_are_changed_placed_and_deleted_only_when_they_are_empty()
    {
        var desk = await fixture.OpenAsync();
        await desk.PostAsync();
        var added = Guid.NewGuid();
        await desk.AsAnnAsync<IPipelineAppService, IReadOnlyList<StageDto>>(s => s.AddAsync(added, " Later "));
        var stages = await desk.AsAnnAsync<IPipelineAppService, IReadOnlyList<StageDto>>(s => s.AddAsync(added, "Later"));
        stages.Select(s => s.Name).ShouldBe(["New", "Contacted", "Qualified", "Won", "Lost", "Later"]);
        (stages[^1].Color, stages[^1].Type).ShouldBe(("#71717a", StageType.Active));

        stages = await desk.AsAnnAsync<IPipelineAppService, IReadOnlyList<StageDto>>(s => s.PlaceAsync(added, 1));
        stages.Select(s => s.Name).ShouldBe(["New", "Later", "Contacted", "Qualified", "Won", "Lost"]);

        var input = new UpdateStageInput { Name = "Parked", Color = "#AA00BB", Type = StageType.Lost, Version = stages[1].Version };
        stages = await desk.AsAnnAsync<IPipelineAppService, IReadOnlyList<StageDto>>(s => s.UpdateAsync(added, input));
        (stages[1].Name, stages[1].Color, stages[1].Type).ShouldBe(("Parked", "#aa00bb", StageType.Lost));
        (await Should.ThrowAsync<UserFriendlyException>(() => desk.AsAnnAsync<IPipelineAppService, IReadOnlyList<StageDto>>(s => s.UpdateAsync(added, input))))
            .Code.ShouldBe(LeadsErrorCodes.StageChanged);

        (await Should.ThrowAsync<UserFriendlyException>(() => desk.AsAnnAsync<IPipelineAppService, IReadOnlyList<StageDto>>(s => s.DeleteAsync(stages[0].Id))))
            .Code.ShouldBe(LeadsErrorCodes.StageNotEmpty);
        stages = await desk.AsAnnAsync<IPipelineAppService, IReadOnlyList<StageDto>>(s => s.DeleteAsync(added));
        stages.Select(s => s.Name).ShouldBe(["New", "Contacted", "Qualified", "Won", "Lost"]);
    }
}
