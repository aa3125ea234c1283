using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.Controllers;

namespace Volo.Abp.AspNetCore.Mvc;

// What the filters need to know of an action, found once.
internal sealed record ActionTraits(MethodInfo Method, bool IsObjectResult, bool HasNoResult)
{
    private static readonly ConcurrentDictionary<MethodInfo, ActionTraits> Cache = new();

    public static ActionTraits? Of(ActionDescriptor action) =>
        action is ControllerActionDescriptor controllerAction ? Cache.GetOrAdd(controllerAction.MethodInfo, Create) : null;

    private static ActionTraits Create(MethodInfo method)
    {
        var type = method.ReturnType;
        var result = type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Task<>) ? type.GenericTypeArguments[0] : type;
        var isObjectResult = !typeof(IActionResult).IsAssignableFrom(result) || typeof(ObjectResult).IsAssignableFrom(result)
            || typeof(JsonResult).IsAssignableFrom(result) || typeof(NoContentResult).IsAssignableFrom(result);
        return new(method, isObjectResult, type == typeof(void) || type == typeof(Task));
    }
}
