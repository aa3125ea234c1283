using System.Diagnostics;

namespace HrefCrm.Host.Tests;

/// <summary>Contract, "Answers".</summary>
[Collection(SharedHost.Name)]
public class AnswerTests(HostFixture fixture)
{
    private readonly TestHost _host = fixture.Host;
    private readonly Tenant _acme = fixture.Acme;

    [Fact]
    public async Task An_accepted_lead_is_stored_with_every_field()
    {
        const string metadata = """{"page": "/contact", "n": 12345678901234567890, "b": 1.10, "a": "\ud800", "a": null}""";
        var request = new Request(_acme);
        var before = DateTime.UtcNow.AddMilliseconds(-1);

        var answer = await _host.SendAsync(request.With(
            $$"""
            "first_name":"Ada","last_name":"Lovelace","phone":"+44 20 7946 0000","street":"12 St James's Square","city":"London","state":"Greater London",
            "zip":"SW1Y 4LE","source":"website","utm_source":"search","utm_medium":"cpc","utm_campaign":"autumn","utm_term":"divorce lawyer",
            "utm_content":"banner A","metadata":{{metadata}}
            """));
        var accepted = answer.ShouldBeAccepted();

        accepted.CreatedAt.ShouldBeInRange(before, DateTime.UtcNow);
        var row = await fixture.Leads.ReadAsync(accepted.LeadId);
        var stages = await fixture.Leads.QueryAsync("SELECT id FROM leads.pipeline_stages WHERE tenant_id = $1 AND name = 'New'", _acme.Id);
        var expected = new Dictionary<string, object?>
        {
            ["tenant_id"] = _acme.Id,
            ["id"] = accepted.LeadId,
            ["first_name"] = "Ada",
            ["last_name"] = "Lovelace",
            ["email"] = request.Email,
            ["phone"] = "+44 20 7946 0000",
            ["street"] = "12 St James's Square",
            ["city"] = "London",
            ["state"] = "Greater London",
            ["zip"] = "SW1Y 4LE",
            ["source"] = "website",
            ["utm_source"] = "search",
            ["utm_medium"] = "cpc",
            ["utm_campaign"] = "autumn",
            ["utm_term"] = "divorce lawyer",
            ["utm_content"] = "banner A",
            ["metadata"] = metadata,
            ["stage_id"] = stages.ShouldHaveSingleItem()["id"],
            ["status"] = "new",
            ["created_at"] = accepted.CreatedAt,
            ["updated_at"] = accepted.CreatedAt,
        };
        foreach (var (column, value) in expected)
            row[column].ShouldBe(value, column);
    }

    [Fact]
    public async Task What_was_not_sent_is_null()
    {
        var row = await fixture.StoreAsync(new Request(_acme));

        string[] filled = ["tenant_id", "id", "email", "stage_id", "status", "created_at", "updated_at"];
        string[] optional =
        [
            "first_name", "last_name", "phone", "street", "city", "state", "zip", "source",
            "utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content", "metadata",
        ];
        foreach (var column in filled)
            row[column].ShouldNotBeNull(column);
        foreach (var column in optional)
            row[column].ShouldBeNull(column);
    }

    [Fact]
    public async Task The_time_is_UTC_with_three_decimals_and_equal_to_the_stored()
    {
        for (var i = 0; i < 20; i++)
        {
            var accepted = (await _host.SendAsync(new Request(_acme))).ShouldBeAccepted();

            (await fixture.Leads.ReadAsync(accepted.LeadId))["created_at"].ShouldBe(accepted.CreatedAt);
        }
    }

    [Fact]
    public async Task Ids_sort_as_the_leads_came()
    {
        var leads = new List<Accepted>();
        for (var i = 0; i < 20; i++)
        {
            leads.Add((await _host.SendAsync(new Request(_acme))).ShouldBeAccepted());
            var millisecond = leads[^1].CreatedAt.AddMilliseconds(1);
            SpinWait.SpinUntil(() => DateTime.UtcNow >= millisecond);
        }

        leads.Select(l => l.LeadId.ToString()).ShouldBeInOrder(SortDirection.Ascending, StringComparer.Ordinal);
    }

    [Fact]
    public async Task The_same_body_twice_gives_two_leads()
    {
        var request = new Request(_acme);

        var first = (await _host.SendAsync(request)).ShouldBeAccepted();
        var second = (await _host.SendAsync(request)).ShouldBeAccepted();

        second.LeadId.ShouldNotBe(first.LeadId);
        (await fixture.Leads.CountByEmailAsync(request.Email)).ShouldBe(2);
    }

    [Fact]
    public async Task Two_tenants_at_once_get_each_their_own()
    {
        const int each = 100;
        var requests = Enumerable.Range(0, each)
            .SelectMany(_ => new[] { _acme, fixture.BigFirm })
            .Select((tenant, i) => (Tenant: tenant, Request: new Request(tenant), Name: $"Nr. {i}"))
            .ToList();

        var answers = await Task.WhenAll(requests.Select(r => _host.SendAsync(r.Request.With($"\"last_name\":\"{r.Name}\""))));

        var ids = answers.Select(a => a.ShouldBeAccepted().LeadId).ToList();
        var rows = (await fixture.Leads.QueryAsync("SELECT id, tenant_id, email, last_name, created_at FROM leads.leads WHERE id = ANY($1)", ids))
            .ToDictionary(r => (Guid)r["id"]!);
        rows.Count.ShouldBe(2 * each);
        for (var i = 0; i < requests.Count; i++)
        {
            var row = rows[ids[i]];
            (row["tenant_id"], row["email"], row["last_name"], row["created_at"])
                .ShouldBe((requests[i].Tenant.Id, requests[i].Request.Email, requests[i].Name, answers[i].ShouldBeAccepted().CreatedAt));
        }
    }

    [Theory]
    [InlineData("a")]
    [InlineData("0")]
    [InlineData(".")]
    [InlineData("A.b_C-9")]
    [InlineData("7f1c2a44-9d0e-4c5b-8a57-0d6f1c1e9b11")]
    [InlineData("1234567890123456789012345678901234567890123456789012345678901234")]
    public async Task A_sane_request_id_is_given_back_whatever_the_answer(string id)
    {
        foreach (var request in OfEveryKind())
            (await _host.SendAsync(request.WithHeader("X-Request-Id", id))).Header("X-Request-Id").ShouldBe(id);
    }

    [Theory]
    [InlineData("X-Request-Id: 12345678901234567890123456789012345678901234567890123456789012345\r\n")]
    [InlineData("X-Request-Id:\r\n")]
    [InlineData("X-Request-Id: a b\r\n")]
    [InlineData("X-Request-Id: a/b\r\n")]
    [InlineData("X-Request-Id: a:b\r\n")]
    [InlineData("X-Request-Id: a,b\r\n")]
    [InlineData("X-Request-Id: <b>\r\n")]
    [InlineData("X-Request-Id: a\u00e9\r\n")]
    [InlineData("X-Request-Id: a\r\nX-Request-Id: b\r\n")]
    [InlineData("")]
    public async Task Else_one_is_made(string headers)
    {
        var made = new List<string?>();
        foreach (var request in OfEveryKind())
        {
            var length = $"Content-Length: {request.Body!.Length}\r\n";
            var answer = await _host.SendWireAsync(request.ToWire(length + headers, System.Text.Encoding.Latin1.GetString(request.Body)));
            made.Add(answer.Header("X-Request-Id"));
        }

        made.ShouldBeUnique();
        made.ShouldAllBe(id => id!.Length > 8);
    }

    [Fact]
    public async Task The_connection_goes_on_after_each_refusal()
    {
        await using var connection = await _host.ConnectAsync();
        foreach (var request in OfEveryKind())
        {
            await connection.WriteAsync(
                request.ToWire($"Content-Length: {request.Body!.Length}\r\n", System.Text.Encoding.Latin1.GetString(request.Body)));
            (await connection.ReadAnswerAsync(isHead: request.Method == HttpMethod.Head)).Header("Connection").ShouldBeNull();
        }
    }

    [Fact]
    public async Task Requests_that_are_sent_without_waiting_are_answered_in_turn()
    {
        var requests = OfEveryKind().ToList();
        await using var connection = await _host.ConnectAsync();
        await connection.WriteAsync(string.Concat(requests.Select(r =>
            r.ToWire($"Content-Length: {r.Body!.Length}\r\n", System.Text.Encoding.Latin1.GetString(r.Body)))));

        var answers = new List<int>();
        foreach (var request in requests)
            answers.Add((await connection.ReadAnswerAsync(isHead: request.Method == HttpMethod.Head)).Status);

        answers.ShouldBe([201, 400, 400, 401, 404, 404, 405, 405, 415, 413, 201]);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("OPTIONS")]
    public async Task No_other_origin_is_let_in(string verb)
    {
        var answer = await _host.SendAsync(new Request(_acme) { Method = new HttpMethod(verb) }
            .WithHeader("Origin", "https://example.com")
            .WithHeader("Access-Control-Request-Method", "POST")
            .WithHeader("Access-Control-Request-Headers", "x-api-key"));

        answer.Status.ShouldBe(verb == "POST" ? 201 : 405);
        answer.Headers.Select(h => h.Key).ShouldNotContain(name => name.StartsWith("ACCESS-CONTROL-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_answer_is_not_kept_waiting()
    {
        await _host.SendAsync(new Request(_acme));
        var began = Stopwatch.GetTimestamp();
        for (var i = 0; i < 20; i++)
            (await _host.SendAsync(new Request(_acme))).ShouldBeAccepted();

        // A batch that waited for company, or a poll, would take longer than this for each.
        Stopwatch.GetElapsedTime(began).ShouldBeLessThan(TimeSpan.FromSeconds(4));
    }

    private IEnumerable<Request> OfEveryKind() =>
    [
        new Request(_acme),
        new Request(_acme).WithBody("{"),
        new Request(_acme).With("\"zip\":1"),
        new Request(_acme) { Key = "hcrm_wrong" },
        new Request(_acme) { Host = "nobody-has-this.localtest.me" },
        new Request(_acme) { Path = "/api/nothing" },
        new Request(_acme) { Method = HttpMethod.Put },
        new Request(_acme) { Method = HttpMethod.Head },
        new Request(_acme) { ContentType = "text/plain" },
        new Request(_acme).WithBody(new string(' ', 65 * 1024)),
        new Request(_acme),
    ];
}
