using HrefCrm.Identity.Team;
using HrefCrm.Leads.Leads;
using Volo.Abp.DependencyInjection;
using Volo.Abp.EventBus;
using Volo.Abp.Users;

namespace HrefCrm.Composition;

/// <summary>The leads of a member who is removed are nobody's, in the transaction that removes them.</summary>
internal sealed class FormerMembersLeads(LeadManager leads, ICurrentUser currentUser) : ILocalEventHandler<MemberRemovedEvent>, ITransientDependency
{
    public Task HandleEventAsync(MemberRemovedEvent eventData) =>
        leads.ReleaseAsync(eventData.PersonId, Actor.Of(currentUser));
}
