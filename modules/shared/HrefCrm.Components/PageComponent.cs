using Microsoft.AspNetCore.Components;

namespace HrefCrm.Components;

/// <summary>
/// The base of interactive pages. What a service throws while a page loads or handles an event goes to the layout, which puts it into words. So a page
/// catches only what it can show beside a field.
/// </summary>
public abstract class PageComponent : ComponentBase, IHandleEvent
{
    /// <summary>The name under which a layout cascades its <see cref="ReportError"/>.</summary>
    public const string ReportErrorName = "ReportError";

    /// <summary>The layout's one place for errors.</summary>
    [CascadingParameter(Name = ReportErrorName)]
    protected EventCallback<Exception> ReportError { get; set; }

    /// <summary>Whether the page could not be loaded: there is nothing to wait for then.</summary>
    protected bool HasFailed { get; private set; }

    /// <inheritdoc />
    public override async Task SetParametersAsync(ParameterView parameters)
    {
        HasFailed = false;
        try
        {
            await base.SetParametersAsync(parameters);
        }
        catch (Exception e) when (e is not NavigationException)
        {
            HasFailed = true;
            await FailAsync(e);
            StateHasChanged();
        }
    }

    async Task IHandleEvent.HandleEventAsync(EventCallbackWorkItem item, object? arg)
    {
        try
        {
            var handling = item.InvokeAsync(arg);
            if (!handling.IsCompleted)
                StateHasChanged();
            await handling;
        }
        catch (Exception e) when (e is not NavigationException)
        {
            await FailAsync(e);
        }

        StateHasChanged();
    }

    /// <summary>Says what went wrong.</summary>
    protected virtual Task FailAsync(Exception exception) => ReportError.InvokeAsync(exception);
}
