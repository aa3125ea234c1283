using Volo.Abp;

namespace HrefCrm.Leads;

/// <summary>The text of each of <see cref="LeadsErrorCodes"/>.</summary>
internal static class LeadsErrors
{
    public static UserFriendlyException LeadNotFound() => new("There is no such lead any more.", LeadsErrorCodes.LeadNotFound);

    public static UserFriendlyException LeadChanged(string what) => new($"Not saved, since this lead has changed. {what.TrimEnd('.')}.", LeadsErrorCodes.LeadChanged);

    public static UserFriendlyException MemberNotFound() => new("They are no member of this workspace any more.", LeadsErrorCodes.MemberNotFound);

    public static UserFriendlyException StageNotFound() => new("There is no such stage any more.", LeadsErrorCodes.StageNotFound);

    public static UserFriendlyException StageChanged(string name) => new(
        $"Not saved, since a colleague has changed the stage {name} meanwhile: look at it, and change it again.", LeadsErrorCodes.StageChanged);

    public static UserFriendlyException StageNotEmpty(string name) => new(
        $"The stage {name} holds leads: move them first. Leads in the bin count, too.", LeadsErrorCodes.StageNotEmpty);

    public static UserFriendlyException TaskNotFound() => new("There is no such task any more.", LeadsErrorCodes.TaskNotFound);

    public static UserFriendlyException TaskChanged() => new(
        "Not saved, since a colleague has changed this task meanwhile: look at it, and change it again.", LeadsErrorCodes.TaskChanged);

    public static UserFriendlyException SettingsChanged() => new(
        "Not saved, since a colleague has changed these settings meanwhile: look at them, and save again.", LeadsErrorCodes.SettingsChanged);

    public static UserFriendlyException TooManySelected() => new(
        $"At most {LeadConsts.MaxSelected} leads can be picked one by one: pick all that match instead.", LeadsErrorCodes.TooManySelected);
}
