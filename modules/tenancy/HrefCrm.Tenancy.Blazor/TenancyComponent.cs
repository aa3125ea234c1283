using Microsoft.AspNetCore.Components;

namespace HrefCrm.Tenancy.Blazor;

/// <summary>
/// What this module's pages share: whatever a service throws while a page loads or handles an event goes to the layout, which says it in words. So no page
/// catches anything but what it can put beside a field.
/// </summary>
public abstract class TenancyComponent : ComponentBase, IHandleEvent
{
    /// <summary>The layout's one place for errors.</summary>
    [CascadingParameter(Name = "ReportError")]
    protected EventCallback<Exception> ReportError { get; set; }

    /// <inheritdoc />
    public override async Task SetParametersAsync(ParameterView parameters)
    {
        try
        {
            await base.SetParametersAsync(parameters);
        }
        catch (Exception e) when (e is not NavigationException)
        {
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
