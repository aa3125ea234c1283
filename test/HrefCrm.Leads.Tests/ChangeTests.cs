using HrefCrm.Leads.Activities;
using HrefCrm.Leads.Leads;
using HrefCrm.Leads.Tasks;
using Volo.Abp;

namespace HrefCrm.Leads.Tests;

/// <summary>What members do to leads: each is written down, and nobody overwrites what a colleague did without knowing of it.</summary>
public class ChangeTests(DeskFixture fixture) : IClassFixture<DeskFixture>
{
    [Fact]
    public async Task A_move_is_written_down_and_answers_the_lead()
    {
        var desk = await fixture.OpenAsync();
        var lead = await desk.GetAsync(await desk.PostAsync());
        lead.AnsweredAt.ShouldBeNull();

        (await desk.MoveAsync(LeadSelectionDto.Of(lead.Id, lead.Version), "Won")).Changed.ShouldBe([lead.Id]);

        var moved = await desk.GetAsync(lead.Id);
        moved.StageId.ShouldBe(await desk.StageAsync("Won"));
        moved.AnsweredAt.ShouldNotBeNull().ShouldBeGreaterThanOrEqualTo(lead.CreatedAt);
        moved.AnsweredBy.ShouldBe(desk.Ann.PersonId);
        var entry = (await desk.TimelineAsync(lead.Id)).ShouldHaveSingleItem();
        (entry.Kind, entry.Actor, entry.Before, entry.After).ShouldBe((ActivityKind.Moved, desk.Ann.Email, "New", "Won"));
    }

    [Fact]
    public async Task A_stale_page_is_told_what_the_colleague_did_and_changes_nothing()
    {
        var desk = await fixture.OpenAsync();
        var seen = await desk.GetAsync(await desk.PostAsync());
        await desk.MoveAsync(LeadSelectionDto.Of(seen.Id, seen.Version), "Won", by: desk.Ben);

        var late = await desk.MoveAsync(LeadSelectionDto.Of(seen.Id, seen.Version), "Lost");
        late.Changed.ShouldBeEmpty();
        late.Conflicts.ShouldHaveSingleItem().What.ShouldBe($"{desk.Ben.Email} moved it from New to Won.");
        (await desk.GetAsync(seen.Id)).StageId.ShouldBe(await desk.StageAsync("Won"));

        // Who has seen it may do it again.
        (await desk.MoveAsync(LeadSelectionDto.Of(seen.Id, null), "Lost")).Changed.ShouldBe([seen.Id]);
    }

    [Fact]
    public async Task A_second_click_is_no_conflict_and_no_second_entry()
    {
        var desk = await fixture.OpenAsync();
        var lead = await desk.GetAsync(await desk.PostAsync());
        var clicks = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => desk.MoveAsync(LeadSelectionDto.Of(lead.Id, lead.Version), "Qualified")));
        clicks.Sum(c => c.Changed.Count).ShouldBe(1);
        clicks.ShouldAllBe(c => c.Conflicts.Count == 0);
        (await desk.TimelineAsync(lead.Id)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Many_are_changed_at_once_and_only_the_stale_ones_are_left()
    {
        var desk = await fixture.OpenAsync();
        List<LeadDto> leads = [];
        for (var i = 0; i < 4; i++)
            leads.Add(await desk.GetAsync(await desk.PostAsync()));
        await desk.AsAsync<ILeadAppService, LeadChangesDto>(desk.Ben, s => s.AssignAsync(LeadSelectionDto.Of(leads[2].Id, null), desk.Ben.PersonId));

        var picked = new LeadSelectionDto { Leads = [.. leads.Select(l => new SeenLeadDto(l.Id, l.Version))] };
        var changes = await desk.MoveAsync(picked, "Contacted");

        changes.Changed.ShouldBe(leads.Where((_, i) => i != 2).Select(l => l.Id), ignoreOrder: true);
        changes.Conflicts.ShouldHaveSingleItem().What.ShouldBe($"{desk.Ben.Email} assigned it to {desk.Ben.Email}.");
    }

    [Fact]
    public async Task All_that_match_are_changed_but_none_that_came_in_since()
    {
        var desk = await fixture.OpenAsync();
        var (first, second) = (await desk.PostAsync("\"source\":\"fair\""), await desk.PostAsync("\"source\":\"fair\""));
        var other = await desk.PostAsync("\"source\":\"web\"");
        var late = await desk.PostAsync("\"source\":\"fair\"");

        var all = new LeadSelectionDto { Filter = new LeadFilterDto { Source = "fair" }, Newest = other };
        (await desk.AsAnnAsync<ILeadAppService, LeadChangesDto>(s => s.SetStatusAsync(all, LeadStatus.Lost))).Changed.ShouldBe([first, second], ignoreOrder: true);
        (await desk.GetAsync(late)).Status.ShouldBe(LeadStatus.New);
        (await desk.GetAsync(other)).Status.ShouldBe(LeadStatus.New);
        (await desk.TimelineAsync(first)).ShouldHaveSingleItem().After.ShouldBe("lost");
    }

    [Fact]
    public async Task Assigning_is_no_answer_and_needs_a_member()
    {
        var desk = await fixture.OpenAsync();
        var lead = await desk.GetAsync(await desk.PostAsync());
        await desk.AsAnnAsync<ILeadAppService, LeadChangesDto>(s => s.AssignAsync(LeadSelectionDto.Of(lead.Id, lead.Version), desk.Ben.PersonId));
        var assigned = await desk.GetAsync(lead.Id);
        (assigned.AssigneeId, assigned.AnsweredAt).ShouldBe((desk.Ben.PersonId, null));

        (await Should.ThrowAsync<UserFriendlyException>(
            () => desk.AsAnnAsync<ILeadAppService, LeadChangesDto>(s => s.AssignAsync(LeadSelectionDto.Of(lead.Id, null), Guid.NewGuid()))))
            .Code.ShouldBe(LeadsErrorCodes.MemberNotFound);
    }

    [Fact]
    public async Task A_removed_members_leads_are_nobodys()
    {
        var desk = await fixture.OpenAsync();
        var lead = await desk.GetAsync(await desk.PostAsync());
        await desk.AsAnnAsync<ILeadAppService, LeadChangesDto>(s => s.AssignAsync(LeadSelectionDto.Of(lead.Id, lead.Version), desk.Ben.PersonId));
        await desk.AsAnnAsync<HrefCrm.Identity.Team.ITeamAppService, bool>(async s =>
        {
            await s.RemoveAsync(desk.Ben.PersonId);
            return true;
        });

        (await desk.GetAsync(lead.Id)).AssigneeId.ShouldBeNull();
        var entry = (await desk.TimelineAsync(lead.Id))[0];
        (entry.Kind, entry.After).ShouldBe((ActivityKind.Assigned, null));
    }

    [Fact]
    public async Task Notes_and_contacts_answer_once_and_are_kept_once_however_often_they_are_sent()
    {
        var desk = await fixture.OpenAsync();
        var lead = await desk.GetAsync(await desk.PostAsync());
        var call = new ActivityInput { Kind = ActivityKind.Call, Text = " Rang back ", At = lead.CreatedAt.AddSeconds(-60) };
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => AddAsync(desk, lead.Id, call)));
        await AddAsync(desk, lead.Id, new ActivityInput { Text = "A note" });

        var timeline = await desk.TimelineAsync(lead.Id);
        timeline.Select(e => (e.Kind, e.Text)).ShouldBe([(ActivityKind.Note, "A note"), (ActivityKind.Call, "Rang back")]);
        // Nobody answers before there is a lead.
        (await desk.GetAsync(lead.Id)).AnsweredAt.ShouldBe(lead.CreatedAt);
    }

    [Fact]
    public async Task Edits_follow_the_rules_of_the_API_and_say_what_changed()
    {
        var desk = await fixture.OpenAsync();
        var lead = await desk.GetAsync(await desk.PostAsync("\"first_name\":\"Ada\",\"metadata\":{\"b\":1,\"a\":2}"));
        var refused = await Should.ThrowAsync<Volo.Abp.Validation.AbpValidationException>(() => UpdateAsync(desk, lead, i => (i.Email, i.Phone) = ("nonsense", null)));
        refused.ValidationErrors.ShouldHaveSingleItem().MemberNames.ShouldBe(["email"]);

        var edited = await UpdateAsync(desk, lead, i => (i.FirstName, i.City) = ("  Augusta ", "London"));
        (edited.FirstName, edited.Details.City, edited.Metadata).ShouldBe(("Augusta", "London", "{\"b\":1,\"a\":2}"));
        (await desk.TimelineAsync(lead.Id)).ShouldHaveSingleItem().Changes
            .ShouldBe([new FieldChangeDto("first_name", "Ada", "Augusta"), new FieldChangeDto("city", null, "London")]);
        (await desk.ListAsync(new LeadFilterDto { Search = "augus" })).ShouldHaveSingleItem().Id.ShouldBe(lead.Id);

        // The page that was read before is stale now.
        (await Should.ThrowAsync<UserFriendlyException>(() => UpdateAsync(desk, lead, i => i.City = "Paris"))).Message.ShouldContain($"{desk.Ann.Email} edited its details.");
    }

    [Fact]
    public async Task The_bin_takes_leads_out_of_everything_and_gives_them_back_as_they_were()
    {
        var desk = await fixture.OpenAsync();
        var lead = await desk.GetAsync(await desk.PostAsync());
        await desk.MoveAsync(LeadSelectionDto.Of(lead.Id, lead.Version), "Qualified");
        await desk.AsAnnAsync<ILeadAppService, LeadChangesDto>(s => s.BinAsync(LeadSelectionDto.Of(lead.Id, null)));

        (await desk.ListAsync(new LeadFilterDto())).ShouldBeEmpty();
        (await desk.CountAsync(new LeadFilterDto())).ShouldBe(0);
        (await desk.ListAsync(new LeadFilterDto { IsBinned = true })).ShouldHaveSingleItem().Id.ShouldBe(lead.Id);
        (await desk.MoveAsync(LeadSelectionDto.Of(lead.Id, null), "Won")).Conflicts.ShouldHaveSingleItem().What.ShouldContain("put it into the bin");

        await desk.AsAnnAsync<ILeadAppService, LeadChangesDto>(s => s.RestoreAsync(LeadSelectionDto.Of(lead.Id, null)));
        (await desk.ListAsync(new LeadFilterDto { StageId = await desk.StageAsync("Qualified") })).ShouldHaveSingleItem();
        (await desk.CountAsync(new LeadFilterDto())).ShouldBe(1);
    }

    [Fact]
    public async Task Only_what_is_in_the_bin_is_erased_and_all_that_belongs_to_it()
    {
        var desk = await fixture.OpenAsync();
        var lead = await desk.PostAsync();
        await AddAsync(desk, lead, new ActivityInput { Text = "A note" });
        await EraseAsync(desk, lead);
        (await desk.GetAsync(lead)).Id.ShouldBe(lead);

        await desk.AsAnnAsync<ILeadAppService, LeadChangesDto>(s => s.BinAsync(LeadSelectionDto.Of(lead, null)));
        await EraseAsync(desk, lead);
        await EraseAsync(desk, lead);
        (await fixture.Stored.QueryAsync("SELECT lead_id FROM leads.activities WHERE lead_id = $1 UNION ALL SELECT lead_id FROM leads.lead_index WHERE lead_id = $1", lead)).ShouldBeEmpty();
        (await Should.ThrowAsync<UserFriendlyException>(() => desk.GetAsync(lead))).Code.ShouldBe(LeadsErrorCodes.LeadNotFound);
    }

    [Fact]
    public async Task A_lead_by_hand_lands_like_one_of_the_API_once()
    {
        var desk = await fixture.OpenAsync();
        var id = Guid.CreateVersion7();
        var input = new LeadDetailsDto { FirstName = "Ada", Phone = "030 1234567" };
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => desk.AsAnnAsync<ILeadAppService, LeadDto>(s => s.CreateAsync(id, input))));
        var row = (await desk.ListAsync(new LeadFilterDto { StageId = await desk.StageAsync("New"), Status = LeadStatus.New })).ShouldHaveSingleItem();
        (row.Id, row.Name).ShouldBe((id, "Ada"));
        (await desk.TimelineAsync(id)).ShouldHaveSingleItem().Kind.ShouldBe(ActivityKind.Created);
    }

    [Fact]
    public async Task Tasks_are_added_once_completed_once_and_never_overwritten()
    {
        var desk = await fixture.OpenAsync();
        var lead = await desk.PostAsync();
        var input = new TaskInput { Title = " Ring ", DueOn = new DateOnly(2030, 2, 3) };
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => TaskAsync(desk, s => s.AddAsync(lead, input))));
        var task = (await desk.TasksAsync(lead)).ShouldHaveSingleItem();
        (task.Title, task.DueOn).ShouldBe(("Ring", new DateOnly(2030, 2, 3)));
        (await desk.AsAnnAsync<ITaskAppService, IReadOnlyList<OpenTaskDto>>(s => s.GetOpenAsync(false))).ShouldHaveSingleItem().LeadId.ShouldBe(lead);
        (await desk.AsAnnAsync<ITaskAppService, IReadOnlyList<OpenTaskDto>>(s => s.GetOpenAsync(true))).ShouldBeEmpty();

        await TaskAsync(desk, s => s.UpdateAsync(task.Id, task.Version, new TaskInput { Title = "Write" }));
        (await Should.ThrowAsync<UserFriendlyException>(() => TaskAsync(desk, s => s.UpdateAsync(task.Id, task.Version, input)))).Code.ShouldBe(LeadsErrorCodes.TaskChanged);
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => TaskAsync(desk, s => s.SetDoneAsync(task.Id, true))));
        await TaskAsync(desk, s => s.RemoveAsync(task.Id));
        await TaskAsync(desk, s => s.RemoveAsync(task.Id));
        (await desk.TimelineAsync(lead)).Select(e => e.Kind)
            .ShouldBe([ActivityKind.TaskRemoved, ActivityKind.TaskCompleted, ActivityKind.TaskChanged, ActivityKind.TaskAdded]);
    }

    private static Task<bool> AddAsync(Desk desk, Guid lead, ActivityInput input) => desk.AsAnnAsync<IActivityAppService, bool>(async s =>
    {
        await s.AddAsync(lead, input);
        return true;
    });

    private static Task<bool> EraseAsync(Desk desk, Guid lead) => desk.AsAnnAsync<ILeadAppService, bool>(async s =>
    {
        await s.EraseAsync(lead);
        return true;
    });

    private static Task<bool> TaskAsync(Desk desk, Func<ITaskAppService, Task> work) => desk.AsAnnAsync<ITaskAppService, bool>(async s =>
    {
        await work(s);
        return true;
    });

    private static Task<LeadDto> UpdateAsync(Desk desk, LeadDto lead, Action<UpdateLeadInput> edit)
    {
        var input = new UpdateLeadInput { FirstName = lead.FirstName, LastName = lead.LastName, Email = lead.Email, Phone = lead.Phone, Source = lead.Source, Version = lead.Version };
        edit(input);
        return desk.AsAnnAsync<ILeadAppService, LeadDto>(s => s.UpdateAsync(lead.Id, input));
    }
}
