using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Options;
using Volo.Abp.Aspects;
using Volo.Abp.AspNetCore.ExceptionHandling;
using Volo.Abp.DependencyInjection;
using Volo.Abp.Uow;
using Volo.Abp.Validation;

namespace Volo.Abp.AspNetCore.Mvc;

// What the filters need to know of an action, found once.
internal sealed record ActionTraits(bool IsObjectResult, bool HasNoResult, bool IsValidated, UnitOfWorkAttribute? UnitOfWork)
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
        var isValidated = isObjectResult && !method.IsDefined(typeof(DisableValidationAttribute), true)
            && method.ReflectedType?.IsDefined(typeof(DisableValidationAttribute), true) != true;
        return new(isObjectResult, type == typeof(void) || type == typeof(Task), isValidated, UnitOfWorkHelper.GetUnitOfWorkAttributeOrNull(method));
    }
}

// Around an action: 204 for those without a result, validation of what was bound, and the unit of work.
internal sealed class AbpActionFilter(
    IUnitOfWorkManager unitOfWorkManager,
    IOptions<AbpAspNetCoreMvcOptions> mvcOptions,
    IOptions<AbpUnitOfWorkDefaultOptions> unitOfWorkDefaults) : IAsyncActionFilter, ISingletonDependency
{
    public async Task OnActionExecutionAsync(ActionExecutingContext context, ActionExecutionDelegate next)
    {
        if (ActionTraits.Of(context.ActionDescriptor) is not { } action)
        {
            await next();
            return;
        }

        if (action.IsValidated && mvcOptions.Value.AutoModelValidation && !context.ModelState.IsValid)
            throw new AbpValidationException("ModelState is not valid! See ValidationErrors for details.", ErrorsOf(context.ModelState));
        if (action.IsObjectResult)
            context.HttpContext.Items[AbpExceptionHandlingMiddleware.ObjectResultItem] = true;

        // MVC has authorized and validated already, so the application service's interceptors need not.
        using (AbpCrossCuttingConcerns.Applying(context.Controller, "AbpAuthorization", "AbpValidation"))
        {
            if (action.UnitOfWork?.IsDisabled == true)
                await next();
            else
                await InUnitOfWorkAsync(context, next, action.UnitOfWork);
        }

        if (action.HasNoResult && context.HttpContext.Response is { HasStarted: false, StatusCode: StatusCodes.Status200OK } response)
            response.StatusCode = StatusCodes.Status204NoContent;
    }

    private async Task InUnitOfWorkAsync(ActionExecutingContext context, ActionExecutionDelegate next, UnitOfWorkAttribute? attribute)
    {
        var options = new AbpUnitOfWorkOptions();
        attribute?.SetOptions(options);
        if (attribute?.IsTransactional is null)
            options.IsTransactional = unitOfWorkDefaults.Value.CalculateIsTransactional(!HttpMethods.IsGet(context.HttpContext.Request.Method));

        var aborted = context.HttpContext.RequestAborted;
        if (unitOfWorkManager.TryBeginReserved(UnitOfWork.UnitOfWorkReservationName, options))
        {
            // The middleware completes it; what can fail should do so while the response can still tell.
            var current = unitOfWorkManager.Current;
            if (!Succeeded(await next()))
            {
                if (current is not null)
                    await current.RollbackAsync(aborted);
                return;
            }

            try
            {
                if (current is not null)
                    await current.SaveChangesAsync(aborted);
            }
            catch
            {
                await current!.RollbackAsync(aborted);
                throw;
            }

            return;
        }

        using var unitOfWork = unitOfWorkManager.Begin(options);
        if (Succeeded(await next()))
            await unitOfWork.CompleteAsync(aborted);
        else
            await unitOfWork.RollbackAsync(aborted);
    }

    private static bool Succeeded(ActionExecutedContext executed) => executed.Exception is null || executed.ExceptionHandled;

    private static List<ValidationResult> ErrorsOf(ModelStateDictionary modelState) =>
        [.. from state in modelState from error in state.Value!.Errors select new ValidationResult(error.ErrorMessage, [state.Key])];
}

// Turns exceptions of actions into ABP's envelope.
internal sealed class AbpExceptionFilter(HttpExceptionTranslator translator) : IAsyncExceptionFilter, ISingletonDependency
{
    public async Task OnExceptionAsync(ExceptionContext context)
    {
        translator.Log(context.Exception);
        if (context.ExceptionHandled || !IsForClients(context))
            return;

        if (!await translator.TryAnswerAuthorizationAsync(context.HttpContext, context.Exception))
        {
            var response = context.HttpContext.Response;
            if (!response.HasStarted)
            {
                response.Headers[HttpExceptionTranslator.ErrorFormatHeader] = "true";
                response.StatusCode = (int)translator.GetStatusCode(context.Exception);
            }

            context.Result = new ObjectResult(HttpExceptionTranslator.GetBody(context.Exception));
        }

        context.ExceptionHandled = true;
    }

    private static bool IsForClients(ExceptionContext context)
    {
        var headers = context.HttpContext.Request.Headers;
        return ActionTraits.Of(context.ActionDescriptor)?.IsObjectResult == true
            || headers.Accept.ToString().Contains("application/json", StringComparison.OrdinalIgnoreCase)
            || headers.XRequestedWith == "XMLHttpRequest";
    }
}
