namespace HrefCrm.Leads.Tests;

/// <summary>Contract, "Body": the pattern of <c>email</c>.</summary>
[Collection(SharedHost.Name)]
public class EmailTests(HostFixture fixture)
{
    private const string Wrong = "Must be a valid email address";

    private static readonly string Label = new('d', 63);

    private readonly Tenant _acme = fixture.Acme;

    public static TheoryData<string> Good() =>
    [
        "a@b.co",
        "first.last@example.com",
        "tag+x@sub.example.co.uk",
        "!#$%&'*+/=?^_`{|}~-@example.com",
        ".starts.with.a.dot@example.com",
        "two..dots@example.com",
        "ends.@example.com",
        "1@2.3",
        "a@b-c.d-e",
        "a@xn--bcher-kva.example",
        $"a@{Label}.co",
        $"{new string('a', 252)}@{Label}.com",
    ];

    public static TheoryData<string> Bad() =>
    [
        "a",
        "@",
        "a@",
        "@b.co",
        "a@b",
        "a@localhost",
        "a@b.",
        "a@.co",
        "a@b..co",
        "a@b.co.",
        "a@-b.co",
        "a@b-.co",
        "a@b.-co",
        "a@b.co-",
        "a@b_c.co",
        "a@@b.co",
        "a@b@c.co",
        "a b@c.co",
        "a@b .co",
        "a@b.co x",
        "a@b.co\\nx",
        "a\\t@b.co",
        "a@b.co\\u0007",
        "\\\"a b\\\"@c.co",
        "a@[127.0.0.1]",
        "<a@b.co>",
        "Ada <a@b.co>",
        "mailto:a@b.co",
        "a@b.co,c@d.co",
        "a(x)@b.co",
        "a,b@c.co",
        "a;b@c.co",
        "a:b@c.co",
        "a\\\\b@c.co",
        "ä@b.co",
        "a@bücher.de",
        "a@b.c\u00f6",
        "\u212a@b.co",
        "a@b\u3002co",
        "a\u200c@b.co",
        "a\u00ad@b.co",
        $"a@{Label}d.co",
    ];

    [Theory]
    [MemberData(nameof(Good))]
    public async Task A_valid_address_is_stored(string address)
    {
        var answer = await fixture.Host.SendAsync(new Request(_acme).WithBody($$"""{"email":"{{address}}"}"""));

        (await fixture.Leads.ReadAsync(answer.ShouldBeAccepted().LeadId))["email"].ShouldBe(address);
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task Another_text_is_refused_and_nothing_else_is_said_of_it(string address)
    {
        (await fixture.Host.SendAsync(new Request(_acme).WithBody($$"""{"email":"{{address}}"}"""))).ShouldBeInvalid(("email", Wrong));
        (await fixture.Host.SendAsync(new Request(_acme).WithBody($$"""{"email":"{{address}}","phone":"1"}"""))).ShouldBeInvalid(("email", Wrong));
    }

    [Fact]
    public async Task An_address_is_trimmed_and_lower_cased()
    {
        var request = new Request(_acme);

        var lead = await fixture.StoreAsync(request.WithBody($$"""{"email":" \t{{request.Email.ToUpperInvariant()}}\u00a0\r\n"}"""));

        lead["email"].ShouldBe(request.Email);
    }

    [Theory]
    [InlineData("\\u200b{email}\\u2060")]
    [InlineData("\ufeff {email} \u200b")]
    [InlineData(" \u200b\u00a0{email}\u2060 ")]
    [InlineData("\ufeff{email}\ufeff")]
    public async Task Zero_width_characters_are_taken_out_of_an_address(string around)
    {
        var request = new Request(_acme);
        var sent = around.Replace("{email}", request.Email.Replace("@", "\u200b@\\uFEFF", StringComparison.Ordinal), StringComparison.Ordinal);

        var lead = await fixture.StoreAsync(request.WithBody($$"""{"email":"{{sent}}","first_name":"A\u200bda"}"""));

        lead["email"].ShouldBe(request.Email);
        lead["first_name"].ShouldBe("A\u200bda");
    }

    [Fact]
    public async Task An_address_of_zero_width_characters_alone_is_absent()
    {
        (await fixture.Host.SendAsync(new Request(_acme).WithBody("""{"email":"\u200b\ufeff"}"""))).ShouldBeInvalid(("email", "At least one of email or phone is required"));
        (await fixture.StoreAsync(new Request(_acme).WithBody("""{"email":"\u200b\ufeff","phone":"1"}""")))["email"].ShouldBeNull();
    }

    [Fact]
    public async Task An_address_may_have_320_characters_and_no_more()
    {
        var domain = $"{Label}.com";
        var longest = new string('a', 320 - 1 - domain.Length) + "@" + domain;

        var answer = await fixture.Host.SendAsync(new Request(_acme).WithBody($$"""{"email":"  {{longest}}  "}"""));
        var tooLong = await fixture.Host.SendAsync(new Request(_acme).WithBody($$"""{"email":"a{{longest}}"}"""));

        (await fixture.Leads.ReadAsync(answer.ShouldBeAccepted().LeadId))["email"].ShouldBe(longest);
        tooLong.ShouldBeInvalid(("email", "Must be at most 320 characters"));
    }
}
