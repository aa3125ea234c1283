using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ActionConstraints;
using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Volo.Abp.AspNetCore.Mvc.Conventions;

// Gives application services their routes, verbs and parameter sources.
internal sealed class AbpServiceConvention(AbpAspNetCoreMvcOptions options) : IApplicationModelConvention
{
    private static readonly string[] ControllerSuffixes =
        ["AppService", "ApplicationService", "IntService", "IntegrationService", "Service"];

    private static readonly (string Verb, string[] Prefixes)[] Verbs =
    [
        ("GET", ["GetList", "GetAll", "Get"]),
        ("PUT", ["Put", "Update"]),
        ("DELETE", ["Delete", "Remove"]),
        ("POST", ["Create", "Add", "Insert", "Post"]),
        ("PATCH", ["Patch"]),
    ];

    public void Apply(ApplicationModel application)
    {
        foreach (var controller in application.Controllers.Where(c => options.ControllersToRemove.Contains(c.ControllerType)).ToList())
            application.Controllers.Remove(controller);

        foreach (var controller in application.Controllers)
        {
            if (!typeof(IRemoteService).IsAssignableFrom(controller.ControllerType))
                continue;

            var setting = options.ConventionalControllers.Settings.FirstOrDefault(s => s.ControllerTypes.Contains(controller.ControllerType.AsType()));
            controller.ControllerName = controller.ControllerName.WithoutSuffix(ControllerSuffixes);
            controller.ApiExplorer.GroupName ??= controller.ControllerName;
            controller.ApiExplorer.IsVisible ??= true;

            RemoveEmpty(controller.Selectors);
            foreach (var action in controller.Actions)
            {
                // A method that is not remote is hidden and gets no route, so that it answers at MVC's default one, as in ABP.
                if (IsDisabled(action))
                    action.ApiExplorer.IsVisible = false;
                // A route on the controller means that all of its routes are written by hand.
                else if (controller.Selectors.All(s => s.AttributeRouteModel is null))
                    SetRoutes(setting?.RootPath ?? "app", controller.ControllerName, action);
                SetParameterSources(action);
            }
        }
    }

    private static bool IsDisabled(ActionModel action) =>
        action.ActionMethod.GetCustomAttribute<RemoteServiceAttribute>()?.IsEnabled == false;

    private static void SetRoutes(string rootPath, string controllerName, ActionModel action)
    {
        RemoveEmpty(action.Selectors);
        if (action.Selectors.Count == 0)
            action.Selectors.Add(new SelectorModel());

        foreach (var selector in action.Selectors)
        {
            var constraint = selector.ActionConstraints.OfType<HttpMethodActionConstraint>().FirstOrDefault();
            var verb = constraint?.HttpMethods.FirstOrDefault() ?? VerbOf(action.ActionName);
            selector.AttributeRouteModel ??=
                new AttributeRouteModel(new RouteAttribute(BuildRoute(rootPath, controllerName, action, verb)));
            if (constraint is null)
                selector.ActionConstraints.Add(new HttpMethodActionConstraint([verb]));
        }
    }

    private static string VerbOf(string actionName) =>
        Verbs.FirstOrDefault(v => v.Prefixes.Any(p => actionName.StartsWith(p, StringComparison.OrdinalIgnoreCase))).Verb ?? "POST";

    private static string BuildRoute(string rootPath, string controllerName, ActionModel action, string verb)
    {
        var route = $"api/{rootPath}/{controllerName.WithoutSuffix("Integration").KebabCased()}";
        if (action.Parameters.FirstOrDefault(p => p.ParameterName == "id") is { } id)
        {
            route += IsSimple(id.ParameterType)
                ? "/{id}"
                : string.Concat(id.ParameterType.GetProperties(BindingFlags.Instance | BindingFlags.Public).Select(p => $"/{{{p.Name}}}"));
        }

        var prefixes = Verbs.FirstOrDefault(v => v.Verb == verb).Prefixes ?? [];
        var actionName = action.ActionName.WithoutPrefix(prefixes).WithoutSuffix("Async");
        if (actionName.Length == 0)
            return route;

        route += "/" + actionName.KebabCased();
        var otherIds = action.Parameters.Where(p => p.ParameterName.EndsWith("Id", StringComparison.Ordinal)).ToList();
        return otherIds.Count == 1 ? $"{route}/{{{otherIds[0].ParameterName}}}" : route;
    }

    private static void SetParameterSources(ActionModel action)
    {
        var verbs = action.Selectors.SelectMany(s => s.ActionConstraints).OfType<HttpMethodActionConstraint>();
        if (verbs.Any(c => c.HttpMethods.All(m => m is "GET" or "DELETE" or "TRACE" or "HEAD")))
            return;

        foreach (var parameter in action.Parameters)
        {
            if (parameter.BindingInfo is null && parameter.ParameterName != "id" && !IsSimple(parameter.ParameterType)
                && !typeof(IFormFile).IsAssignableFrom(parameter.ParameterType))
                parameter.BindingInfo = BindingInfo.GetBindingInfo([new FromBodyAttribute()]);
        }
    }

    private static bool IsSimple(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type.IsPrimitive || type.IsEnum || type == typeof(string) || type == typeof(decimal) || type == typeof(DateTime)
            || type == typeof(DateTimeOffset) || type == typeof(TimeSpan) || type == typeof(Guid);
    }

    private static void RemoveEmpty(IList<SelectorModel> selectors)
    {
        foreach (var selector in selectors.ToList())
        {
            if (selector is { AttributeRouteModel: null, ActionConstraints.Count: 0, EndpointMetadata.Count: 0 })
                selectors.Remove(selector);
        }
    }
}
