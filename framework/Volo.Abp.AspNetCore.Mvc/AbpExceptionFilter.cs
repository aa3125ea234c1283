using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Volo.Abp.AspNetCore.ExceptionHandling;
using Volo.Abp.DependencyInjection;

namespace Volo.Abp.AspNetCore.Mvc;

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
