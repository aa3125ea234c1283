namespace HrefCrm.Leads.Tests;

/// <summary>Contract, "Body": <c>metadata</c>.</summary>
[Collection(SharedHost.Name)]
public class MetadataTests(HostFixture fixture)
{
    [Theory]
    [InlineData("{}")]
    [InlineData("{ }")]
    [InlineData("{\r\n\t\"b\" :  1 ,\n \"a\":2 }")]
    [InlineData("""{"z":1,"a":2,"m":3}""")]
    [InlineData("""{"a":1,"a":2,"a":{"a":3,"a":3}}""")]
    [InlineData("""{"n":12345678901234567890,"d":1.10,"e":1E+2,"f":-0.0,"g":1e400,"h":0.1000000000000000055511151231257827}""")]
    [InlineData("""{"nul":"\u0000","lone":"\ud800","low":"\uDC00","pair":"\ud83d\ude00"}""")]
    [InlineData("""{"\ud800":1,"\u0000":2,"":3}""")]
    [InlineData("""{"escapes":"\u0041\u00e9\/\\\"\b\f\n\r\t","raw":"A\u00E9/é😀"}""")]
    [InlineData("""{"nested":{"list":[1,"two",null,true,{"deep":[[],{}]}]},"empty":{},"none":null}""")]
    [InlineData("""{"html":"<script>alert('x')</script> & \u003c","sql":"'; DROP TABLE leads; --"}""")]
    [InlineData("""{"email":1,"first_name":[],"metadata":"x"}""")]
    public async Task An_object_is_kept_to_the_letter(string metadata)
    {
        var lead = await fixture.StoreAsync(new Request(fixture.Acme).With($"\"metadata\" : \t{metadata}\r\n "));

        lead["metadata"].ShouldBe(metadata);
    }

    [Fact]
    public async Task A_large_object_is_kept_to_the_letter()
    {
        var metadata = $$"""{"text":"{{new string('é', 15_000)}}","list":[{{string.Join(", ", Enumerable.Range(0, 5000))}}]}""";

        var lead = await fixture.StoreAsync(new Request(fixture.Acme).With($"\"metadata\":{metadata}"));

        lead["metadata"].ShouldBe(metadata);
    }

    [Theory]
    [InlineData("\"x\"")]
    [InlineData("\"{}\"")]
    [InlineData("\"\\ud800\"")]
    [InlineData("1")]
    [InlineData("true")]
    [InlineData("false")]
    [InlineData("[null]")]
    [InlineData("[[]]")]
    [InlineData("[{}]")]
    public async Task Anything_else_is_refused(string metadata)
    {
        var answer = await fixture.RefuseAsync(new Request(fixture.Acme).With($"\"metadata\":{metadata}"));

        answer.ShouldBeInvalid(("metadata", "Must be an object"));
    }

    [Theory]
    [InlineData("\"metadata\":null", null)]
    [InlineData("\"x\":{}", null)]
    [InlineData("\"metadata\":{\"a\":1},\"metadata\":null", null)]
    [InlineData("\"metadata\":{\"a\":1},\"metadata\":{\"b\" :2}", "{\"b\" :2}")]
    [InlineData("\"metadata\":[1],\"metadata\":{\"b\":2}", "{\"b\":2}")]
    [InlineData("\"metadata\":\"\"", null)]
    [InlineData("\"metadata\":\" \\t\"", null)]
    [InlineData("\"metadata\":[]", null)]
    [InlineData("\"metadata\":[ \n ]", null)]
    [InlineData("\"metadata\":{\"a\":1},\"metadata\":[]", null)]
    [InlineData("\"metadata\":[1],\"metadata\":\"\"", null)]
    [InlineData("\"metadata\":{\"a\":1},\"met\\u0061data\":{\"b\":2}", "{\"b\":2}")]
    public async Task Null_blank_and_an_empty_array_are_absent_and_the_last_of_several_counts(string members, string? stored)
    {
        var lead = await fixture.StoreAsync(new Request(fixture.Acme).With(members));

        lead["metadata"].ShouldBe(stored);
    }

    [Fact]
    public async Task It_is_stored_as_json_and_not_as_jsonb()
    {
        var rows = await fixture.Leads.QueryAsync(
            "SELECT data_type FROM information_schema.columns WHERE table_schema = 'leads' AND table_name = 'leads' AND column_name = 'metadata'");

        rows.ShouldHaveSingleItem()["data_type"].ShouldBe("json");
    }
}
