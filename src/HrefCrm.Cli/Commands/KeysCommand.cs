using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using HrefCrm.Tenancy.ApiKeys;
using HrefCrm.Tenancy.Tenants;
using Microsoft.Extensions.DependencyInjection;
using Volo.Abp;

namespace HrefCrm.Cli.Commands;

internal static class KeysCommand
{
    public static Command Create() => new("keys", "List, rotate and revoke a tenant's API keys.") { List(), Rotate(), Revoke() };

    private static Command List() => ForTenant(
        "list",
        "List a tenant's keys, newest first.",
        [],
        async (services, tenant, _) => (await services.GetRequiredService<IApiKeyAppService>().GetListAsync(tenant.Id)).Items,
        keys =>
        {
            foreach (var key in keys)
                Console.WriteLine($"{Shown(key)}  made {Time(key.CreatedAt)} by {key.CreatedBy}, last used {Time(key.LastUsedAt)}, {End(key)}  {key.Id}");
        });

    private static Command Rotate()
    {
        var grace = new Option<TimeSpan>("--grace")
        {
            Description = "How long the old keys go on working: 0, 90m, 24h, 30d.",
            DefaultValueFactory = _ => ApiKeyConsts.DefaultGrace,
            CustomParser = ParseGrace,
        };
        return ForTenant(
            "rotate",
            "Make a new key; the old ones stop after a grace period.",
            [grace],
            (services, tenant, parsed) => services.GetRequiredService<IApiKeyAppService>()
                .RotateAsync(new RotateApiKeyInput { TenantId = tenant.Id, Grace = parsed.GetValue(grace) }),
            key => Console.WriteLine(
                $"""
                ONE-TIME: store this now, it cannot be shown again

                  API key      {key.ApiKey}
                """));
    }

    private static Command Revoke()
    {
        var which = new Argument<string>("key") { Description = "The key's last four characters, or its id." };
        return ForTenant(
            "revoke",
            "End a key at once.",
            [which],
            async (services, tenant, parsed) =>
            {
                var keys = services.GetRequiredService<IApiKeyAppService>();
                var wanted = parsed.GetRequiredValue(which);
                var named = (await keys.GetListAsync(tenant.Id)).Items.Where(k => k.LastFour == wanted || k.Id.ToString() == wanted).ToList();
                if (named.Count != 1)
                {
                    throw new UserFriendlyException(named.Count == 0
                        // What was given is not repeated: it may be a whole key.
                        ? $"{tenant.Slug} has no such key: give its last four characters or its id, see 'hrefcrm keys list {tenant.Slug}'."
                        : $"{tenant.Slug} has {named.Count} keys ending in '{wanted}': give the id instead.");
                }

                await keys.RevokeAsync(tenant.Id, named[0].Id);
                return named[0];
            },
            key => Console.WriteLine($"{Shown(key)} is revoked."));
    }

    private static Command ForTenant<T>(
        string name, string description, IEnumerable<Symbol> more, Func<IServiceProvider, TenantDto, ParseResult, Task<T>> work, Action<T> print)
    {
        var slug = new Argument<string>("slug");
        var json = Terminal.JsonOption();
        var command = new Command(name, description) { slug, json };
        foreach (var symbol in more)
        {
            if (symbol is Argument argument)
                command.Add(argument);
            else
                command.Add((Option)symbol);
        }

        command.SetAction(parsed => Terminal.RunAsync(
            parsed.GetValue(json),
            async services => await work(
                services, await services.GetRequiredService<ITenantAppService>().GetBySlugAsync(parsed.GetRequiredValue(slug)), parsed),
            print));
        return command;
    }

    private static TimeSpan ParseGrace(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (text == "0")
            return TimeSpan.Zero;
        // Six digits are more than enough, and no time overflows.
        if (text.Length is > 1 and < 8 && int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            switch (text[^1])
            {
                case 'm': return TimeSpan.FromMinutes(number);
                case 'h': return TimeSpan.FromHours(number);
                case 'd': return TimeSpan.FromDays(number);
            }
        }

        result.AddError($"'{text}' is not a time: give 0, or a number with m, h or d, such as 24h.");
        return default;
    }

    private static string Shown(ApiKeyDto key) => $"{key.Prefix}…{key.LastFour}";

    private static string Time(DateTime? time) => time?.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture) ?? "never";

    private static string End(ApiKeyDto key) => key switch
    {
        { EndsAt: null } => "no end set",
        { IsRevoked: true } => $"revoked {Time(key.EndsAt)}",
        _ => $"ends {Time(key.EndsAt)}",
    };
}
