namespace HrefCrm.Leads.Tests;

/// <summary>Contract, "Body": the fields of the table, apart from <c>metadata</c> and the pattern of <c>email</c>.</summary>
[Collection(SharedHost.Name)]
public class FieldTests(HostFixture fixture)
{
    private const string Required = "At least one of email or phone is required";
    private const string NotAString = "Must be a string";
    private const string NotAnObject = "Must be an object";
    private const string Unstorable = "Contains a character that cannot be stored";

    private static readonly (string Name, int Length)[] Texts =
    [
        ("first_name", 200), ("last_name", 200), ("email", 320), ("phone", 50), ("street", 300), ("city", 200), ("state", 100), ("zip", 20),
        ("source", 200), ("utm_source", 200), ("utm_medium", 200), ("utm_campaign", 200), ("utm_term", 200), ("utm_content", 200),
    ];

    private readonly TestHost _host = fixture.Host;
    private readonly Tenant _acme = fixture.Acme;

    public static TheoryData<string, int> TextFields() => ToData(Texts);

    /// <summary>All but the e-mail, which takes not just any text.</summary>
    public static TheoryData<string, int> FreeTextFields() => ToData(Texts.Where(t => t.Name != "email"));

    [Theory]
    [MemberData(nameof(FreeTextFields))]
    public async Task A_text_is_trimmed_and_then_measured(string field, int length)
    {
        var longest = new string('x', length);

        var lead = await fixture.StoreAsync(new Request(_acme).With($"\"{field}\":\" \\u00a0\\u2003\\t{longest}\\r\\n\\u3000 \""));

        lead[field].ShouldBe(longest);
    }

    [Theory]
    [MemberData(nameof(FreeTextFields))]
    public async Task A_text_one_character_too_long_is_refused(string field, int length)
    {
        var answer = await fixture.RefuseAsync(new Request(_acme).With($"\"{field}\":\" {new string('x', length + 1)} \""));

        answer.ShouldBeInvalid((field, $"Must be at most {length} characters"));
    }

    [Theory]
    [MemberData(nameof(FreeTextFields))]
    public async Task Lengths_are_UTF16_code_units(string field, int length)
    {
        var longest = string.Concat(Enumerable.Repeat("😀", length / 2));

        var lead = await fixture.StoreAsync(new Request(_acme).With($"\"{field}\":\"{longest}\""));
        var answer = await fixture.RefuseAsync(new Request(_acme).With($"\"{field}\":\"{longest}é\""));

        lead[field].ShouldBe(longest);
        answer.ShouldBeInvalid((field, $"Must be at most {length} characters"));
    }

    [Theory]
    [MemberData(nameof(FreeTextFields))]
    public async Task Blank_and_null_are_absent(string field, int length)
    {
        length.ShouldBePositive();
        foreach (var blank in new[] { "null", "\"\"", "\" \\t\\r\\n\\u00a0\\u2003\\u3000 \"" })
        {
            var lead = await fixture.StoreAsync(new Request(_acme).With($"\"{field}\":{blank}"));

            lead[field].ShouldBeNull();
        }
    }

    [Theory]
    [MemberData(nameof(TextFields))]
    public async Task A_wrong_type_is_an_error_and_never_a_coercion(string field, int length)
    {
        length.ShouldBePositive();
        foreach (var value in new[] { "1", "-1.50", "0", "true", "false", "{}", "[]", "[\"x\"]", "{\"a\":\"b\"}" })
        {
            var request = new Request(_acme);
            var answer = await _host.SendAsync(request.WithBody($$"""{"phone":"{{request.Email[..20]}}","{{field}}":{{value}}}"""));

            answer.ShouldBeInvalid((field, NotAString));
            (await fixture.Leads.CountAsync("phone = $1", request.Email[..20])).ShouldBe(0);
        }
    }

    [Theory]
    [MemberData(nameof(TextFields))]
    public async Task A_NUL_or_half_a_surrogate_pair_cannot_be_stored(string field, int length)
    {
        length.ShouldBePositive();
        string[] values =
            ["\\u0000", "a\\u0000b", "\\ud800", "\\udc00", "a\\ud800b", "\\ud800 \\udc00", "\\udc00\\ud800", "\\ud83d\\ud83d\\ude00", " \\uDFFF "];
        foreach (var value in values)
        {
            var answer = await _host.SendAsync(new Request(_acme).WithBody($$"""{"phone":"1","{{field}}":"{{value}}"}"""));

            answer.ShouldBeInvalid((field, Unstorable));
        }
    }

    [Fact]
    public async Task Everything_else_is_stored_as_it_was_sent()
    {
        const string name = "Zoë \\\"Łucja\\\" \\u003cb\\u003e \\ud83d\\ude00 😀 e\\u0301 \\u202e\\u0007\\u001b[31m '; DROP TABLE leads; -- \\\\ \\/ a\\nb\\u200b";

        var lead = await fixture.StoreAsync(new Request(_acme).With($"\"first_name\":\"{name}\""));

        lead["first_name"].ShouldBe("Zoë \"Łucja\" <b> 😀 😀 e\u0301 \u202e\u0007\u001b[31m '; DROP TABLE leads; -- \\ / a\nb\u200b");
    }

    [Fact]
    public async Task Every_blank_that_string_Trim_knows_is_trimmed()
    {
        var blanks = string.Concat(Enumerable.Range(0, char.MaxValue + 1).Where(c => char.IsWhiteSpace((char)c)).Select(c => $"\\u{c:x4}"));
        blanks.Length.ShouldBe(25 * 6);

        var lead = await fixture.StoreAsync(new Request(_acme).With($"\"zip\":\"{blanks}12345678901234567890{blanks}\",\"city\":\"{blanks}\""));

        lead["zip"].ShouldBe("12345678901234567890");
        lead["city"].ShouldBeNull();
    }

    [Fact]
    public async Task What_string_Trim_leaves_is_left()
    {
        // A zero-width space, a word joiner and a byte order mark are no white space.
        var lead = await fixture.StoreAsync(new Request(_acme).With("\"first_name\":\" \u200bAda\u2060 \ufeff \""));

        lead["first_name"].ShouldBe("\u200bAda\u2060 \ufeff");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"first_name":"Ada"}""")]
    [InlineData("""{"email":null,"phone":null}""")]
    [InlineData("""{"email":"","phone":""}""")]
    [InlineData("""{"email":" \t","phone":"\u00a0"}""")]
    [InlineData("""{"Email":"a@b.co","PHONE":"1","e-mail":"a@b.co","email ":"a@b.co"}""")]
    [InlineData("""{"metadata":{"email":"a@b.co","phone":"1"}}""")]
    [InlineData("""{"lead":{"email":"a@b.co"}}""")]
    public async Task Email_or_phone_is_required(string body)
    {
        (await _host.SendAsync(new Request(_acme).WithBody(body))).ShouldBeInvalid(("email", Required));
    }

    [Theory]
    [InlineData("\"phone\":\"1\"")]
    [InlineData("\"phone\":\"call me, maybe\"")]
    [InlineData("\"phone\":\"+49 (0)30 123-456 ext. 7\",\"email\":null")]
    [InlineData("\"phone\":\"0\",\"email\":\"  \"")]
    public async Task A_phone_alone_is_enough_in_any_format(string members)
    {
        (await _host.SendAsync(new Request(_acme).WithBody($"{{{members}}}"))).ShouldBeAccepted();
    }

    [Theory]
    [InlineData("5", NotAString)]
    [InlineData("\"\\u0000\"", Unstorable)]
    [InlineData("\"123456789012345678901234567890123456789012345678901\"", "Must be at most 50 characters")]
    public async Task A_phone_that_is_there_but_wrong_gives_its_own_error_only(string phone, string message)
    {
        (await _host.SendAsync(new Request(_acme).WithBody($$"""{"phone":{{phone}}}"""))).ShouldBeInvalid(("phone", message));
    }

    [Fact]
    public async Task Every_broken_field_is_told_at_once_in_the_tables_order()
    {
        var wrong = Texts.Select((t, i) => (t.Name, Value: (i % 3) switch
        {
            0 => "1",
            1 => $"\"{new string('x', t.Length + 1)}\"",
            _ => "\"\\u0000\"",
        })).Reverse();
        var body = $$"""{"metadata":[1],{{string.Join(',', wrong.Select(w => $"\"{w.Name}\":{w.Value}"))}}}""";

        var answer = await _host.SendAsync(new Request(_acme).WithBody(body));

        answer.ShouldBeInvalid(
        [
            .. Texts.Select((t, i) => (t.Name, (i % 3) switch
            {
                0 => NotAString,
                1 => $"Must be at most {t.Length} characters",
                _ => Unstorable,
            })),
            ("metadata", NotAnObject),
        ]);
    }

    [Fact]
    public async Task A_missing_email_and_phone_takes_the_emails_place_among_the_errors()
    {
        var answer = await _host.SendAsync(new Request(_acme).WithBody("""{"zip":1,"metadata":1,"last_name":1}"""));

        answer.ShouldBeInvalid(("last_name", NotAString), ("email", Required), ("zip", NotAString), ("metadata", NotAnObject));
    }

    [Theory]
    [InlineData("\"x\":1")]
    [InlineData("\"tenant_id\":\"00000000-0000-0000-0000-000000000000\",\"id\":\"1\",\"created_at\":\"2000-01-01T00:00:00Z\",\"status\":\"won\",\"stage_id\":\"x\"")]
    [InlineData("\"\":1,\"\\u0000\":1,\"\\ud800\":1,\"\\udc00x\":\"\\ud800\",\"$type\":\"System.Object\",\"__proto__\":{}")]
    [InlineData("\"First_Name\":1,\"firstName\":1,\"first-name\":1,\" first_name\":1,\"first_name\\u0000\":1")]
    [InlineData("\"x\":[{\"a\":[1,2,{\"b\":null}]},\"\\ud800\\u0000\",12345678901234567890,1e999]")]
    public async Task Unknown_fields_are_dropped(string members)
    {
        var lead = await fixture.StoreAsync(new Request(_acme).With(members));

        lead["tenant_id"].ShouldBe(_acme.Id);
        lead["first_name"].ShouldBeNull();
        lead["status"].ShouldBe("new");
    }

    [Fact]
    public async Task A_thousand_unknown_fields_are_dropped()
    {
        var members = string.Join(',', Enumerable.Range(0, 1000).Select(i => $"\"unknown_{i}\":{{\"a\":[{i}]}}"));

        var lead = await fixture.StoreAsync(new Request(_acme).With(members + ",\"first_name\":\"Ada\""));

        lead["first_name"].ShouldBe("Ada");
    }

    [Theory]
    [InlineData("\"first_name\":\"Bob\",\"first_name\":\"Ada\"", "Ada")]
    [InlineData("\"first_name\":1,\"first_name\":\"Ada\"", "Ada")]
    [InlineData("\"first_name\":{\"a\":[]},\"first_name\":\"Ada\"", "Ada")]
    [InlineData("\"first_name\":\"\\ud800\",\"first_name\":\"Ada\"", "Ada")]
    [InlineData("\"first_name\":\"a\\u0000\",\"first_name\":\"Ada\"", "Ada")]
    [InlineData("\"first_name\":\"Ada\",\"first_name\":null", null)]
    [InlineData("\"first_name\":\"Ada\",\"first_name\":\" \"", null)]
    [InlineData("\"first_name\":1,\"first_name\":null", null)]
    [InlineData("\"first_name\":\"Bob\",\"first\\u005fname\":\"Ada\"", "Ada")]
    [InlineData("\"\\u0066irst_name\":\"Bob\",\"x\":1,\"first_name\":\"Ada\"", "Ada")]
    public async Task The_last_of_a_duplicated_field_counts_when_it_is_right(string members, string? stored)
    {
        var lead = await fixture.StoreAsync(new Request(_acme).With(members));

        lead["first_name"].ShouldBe(stored);
    }

    [Theory]
    [InlineData("\"first_name\":\"Ada\",\"first_name\":1", "first_name", NotAString)]
    [InlineData("\"first_name\":\"Ada\",\"first_name\":\"\\udc00\"", "first_name", Unstorable)]
    [InlineData("\"first_name\":\"\\udc00\",\"first_name\":[]", "first_name", NotAString)]
    [InlineData("\"first_name\":[],\"first_name\":\"\\udc00\"", "first_name", Unstorable)]
    [InlineData("\"email\":\"nobody\"", "email", "Must be a valid email address")]
    [InlineData("\"email\":null", "email", Required)]
    [InlineData("\"\\u0065mail\":7", "email", NotAString)]
    [InlineData("\"phone\":\"1\",\"email\":7,\"phone\":null,\"email\":null", "email", Required)]
    [InlineData("\"metadata\":{},\"metadata\":[1]", "metadata", NotAnObject)]
    public async Task The_last_of_a_duplicated_field_counts_when_it_is_wrong(string members, string field, string message)
    {
        (await fixture.RefuseAsync(new Request(_acme).With(members))).ShouldBeInvalid((field, message));
    }

    [Fact]
    public async Task Too_long_and_unstorable_is_one_error()
    {
        var answer = await fixture.RefuseAsync(new Request(_acme).With($"\"zip\":\"{new string('x', 30)}\\u0000\""));

        answer.ShouldBeInvalid(("zip", Unstorable));
    }

    [Fact]
    public async Task Field_names_may_be_escaped()
    {
        var request = new Request(_acme);

        var lead = await fixture.StoreAsync(request.WithBody(
            $$"""{"\u0065\u006d\u0061\u0069\u006c":"{{request.Email}}","\u0066irst\u005Fname":"Ada","m\u0065tadata":{"\u0061":1} }"""));

        lead["email"].ShouldBe(request.Email);
        lead["first_name"].ShouldBe("Ada");
        lead["metadata"].ShouldBe("""{"\u0061":1}""");
    }

    private static TheoryData<string, int> ToData(IEnumerable<(string Name, int Length)> fields)
    {
        var data = new TheoryData<string, int>();
        foreach (var (name, length) in fields)
            data.Add(name, length);
        return data;
    }
}
