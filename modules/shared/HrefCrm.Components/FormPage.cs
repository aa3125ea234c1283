using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Volo.Abp;
using Volo.Abp.AspNetCore.ExceptionHandling;

namespace HrefCrm.Components;

/// <summary>The base of static pages with a form.</summary>
public abstract class FormPage : ComponentBase
{
    /// <summary>The request that the page answers.</summary>
    [CascadingParameter]
    protected HttpContext Http { get; set; } = null!;

    [Inject] private IOptions<AbpExceptionHttpStatusCodeOptions> Statuses { get; set; } = null!;

    /// <summary>Answers with the status of what a service refused.</summary>
    /// <returns>Its words, for the form.</returns>
    protected string Refuse(UserFriendlyException exception)
    {
        if (exception.Code is { } code && Statuses.Value.ErrorCodeToHttpStatusCodeMappings.TryGetValue(code, out var status))
            AnswerWith((int)status);
        return exception.Message;
    }

    /// <summary>Sets the answer's status at the last moment: of a page that says 404 before, nothing is sent.</summary>
    protected void AnswerWith(int status)
    {
        if (Http.Response.HasStarted)
            return;
        Http.Response.OnStarting(() =>
        {
            // An answer that leads elsewhere stays one.
            if (Http.Response.Headers.Location.Count == 0)
                Http.Response.StatusCode = status;
            return Task.CompletedTask;
        });
    }
}
