using System.Collections;
using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Volo.Abp.Aspects;
using Volo.Abp.Authorization;
using Volo.Abp.DependencyInjection;
using Volo.Abp.Domain;
using Volo.Abp.DynamicProxy;
using Volo.Abp.Guids;
using Volo.Abp.Linq;
using Volo.Abp.Modularity;
using Volo.Abp.MultiTenancy;
using Volo.Abp.Timing;
using Volo.Abp.Uow;
using Volo.Abp.Users;
using Volo.Abp.Validation;

namespace Volo.Abp.Application
{
    [DependsOn(typeof(AbpDddDomainModule), typeof(AbpDddApplicationContractsModule), typeof(AbpAuthorizationModule))]
    public class AbpDddApplicationModule : AbpModule
    {
        public override void PreConfigureServices(ServiceConfigurationContext context) => context.Services.OnRegistered(registered =>
        {
            if (typeof(IValidationEnabled).IsAssignableFrom(registered.ImplementationType))
                registered.Interceptors.TryAdd<ValidationInterceptor>();
        });
    }
}

namespace Volo.Abp.Application.Services
{
    public abstract class ApplicationService : IApplicationService, IAvoidDuplicateCrossCuttingConcerns, IValidationEnabled, IUnitOfWorkEnabled, ITransientDependency
    {
        private List<string>? _applied;

        public IAbpLazyServiceProvider LazyServiceProvider { get; set; } = default!;

        public static string[] CommonPostfixes { get; set; } = ["AppService", "ApplicationService", "IntService", "IntegrationService", "Service"];

        public List<string> AppliedCrossCuttingConcerns => _applied ??= [];

        protected IUnitOfWorkManager UnitOfWorkManager => LazyServiceProvider.LazyGetRequiredService<IUnitOfWorkManager>();

        protected IAsyncQueryableExecuter AsyncExecuter => LazyServiceProvider.LazyGetRequiredService<IAsyncQueryableExecuter>();

        protected IGuidGenerator GuidGenerator => LazyServiceProvider.LazyGetService<IGuidGenerator>(SimpleGuidGenerator.Instance);

        protected ICurrentTenant CurrentTenant => LazyServiceProvider.LazyGetRequiredService<ICurrentTenant>();

        protected ICurrentUser CurrentUser => LazyServiceProvider.LazyGetRequiredService<ICurrentUser>();

        protected IClock Clock => LazyServiceProvider.LazyGetRequiredService<IClock>();

        protected IAuthorizationService AuthorizationService => LazyServiceProvider.LazyGetRequiredService<IAuthorizationService>();

        protected ILoggerFactory LoggerFactory => LazyServiceProvider.LazyGetRequiredService<ILoggerFactory>();

        protected ILogger Logger => LazyServiceProvider.LazyGetService<ILogger>(_ => LoggerFactory.CreateLogger(GetType().FullName!));
    }
}

namespace Volo.Abp.Validation
{
    public interface IMethodInvocationValidator
    {
        Task ValidateAsync(MethodInvocationValidationContext context);
    }

    public class MethodInvocationValidationContext(object targetObject, MethodInfo method, object?[] parameterValues)
    {
        public object TargetObject { get; } = targetObject;

        public MethodInfo Method { get; } = method;

        public object?[] ParameterValues { get; } = parameterValues;

        public ParameterInfo[] Parameters { get; } = method.GetParameters();

        public List<ValidationResult> Errors { get; } = [];
    }

    public class ValidationInterceptor(IMethodInvocationValidator validator) : AbpInterceptor, ITransientDependency
    {
        public override async Task InterceptAsync(IAbpMethodInvocation invocation)
        {
            if (!AbpCrossCuttingConcerns.IsApplied(invocation.TargetObject, "AbpValidation"))
                await validator.ValidateAsync(new MethodInvocationValidationContext(invocation.TargetObject, invocation.Method, invocation.Arguments));
            await invocation.ProceedAsync();
        }
    }

    public class MethodInvocationValidator : IMethodInvocationValidator, ITransientDependency
    {
        private const int MaxRecursiveParameterValidationDepth = 8;

        private static readonly ConcurrentDictionary<MethodInfo, bool> Disabled = new();

        public virtual Task ValidateAsync(MethodInvocationValidationContext context)
        {
            if (context.Parameters.Length == 0 || Disabled.GetOrAdd(context.Method, IsDisabled))
                return Task.CompletedTask;
            for (var i = 0; i < context.Parameters.Length; i++)
                ValidateParameter(context, context.Parameters[i], context.ParameterValues[i]);
            return context.Errors.Count == 0
                ? Task.CompletedTask
                : throw new AbpValidationException("Method arguments are not valid! See ValidationErrors for details.", context.Errors);
        }

        private static bool IsDisabled(MethodInfo method) =>
            !method.IsPublic
            || method.IsDefined(typeof(DisableValidationAttribute), true)
            || method.DeclaringType!.IsDefined(typeof(DisableValidationAttribute), true);

        private static void ValidateParameter(MethodInvocationValidationContext context, ParameterInfo parameter, object? value)
        {
            if (value is null)
            {
                if (!parameter.IsOptional && !parameter.IsOut && !IsPrimitive(parameter.ParameterType))
                    context.Errors.Add(new ValidationResult($"{parameter.Name} is null!", [parameter.Name!]));
                return;
            }

            foreach (var attribute in parameter.GetCustomAttributes<ValidationAttribute>(true))
            {
                if (attribute.GetValidationResult(value, new ValidationContext(value) { MemberName = parameter.Name }) is { } error)
                    context.Errors.Add(error);
            }

            ValidateObject(context.Errors, value, 1);
        }

        private static void ValidateObject(List<ValidationResult> errors, object? value, int depth)
        {
            if (value is null || depth > MaxRecursiveParameterValidationDepth || IsPrimitive(value.GetType()))
                return;
            if (value is IEnumerable items)
            {
                if (value is not IQueryable)
                {
                    foreach (var item in items)
                        ValidateObject(errors, item, depth + 1);
                }

                return;
            }

            Validator.TryValidateObject(value, new ValidationContext(value), errors, validateAllProperties: true);
            foreach (var property in value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
            {
                if (property.GetIndexParameters().Length == 0 && !IsPrimitive(property.PropertyType) && !property.IsDefined(typeof(DisableValidationAttribute)))
                    ValidateObject(errors, property.GetValue(value), depth + 1);
            }
        }

        private static bool IsPrimitive(Type type)
        {
            type = Nullable.GetUnderlyingType(type) ?? type;
            return type.IsPrimitive || type.IsEnum || type == typeof(string) || type == typeof(decimal) || type == typeof(DateTime)
                || type == typeof(DateTimeOffset) || type == typeof(TimeSpan) || type == typeof(Guid) || type == typeof(Uri)
                || type == typeof(DateOnly) || type == typeof(TimeOnly) || typeof(Delegate).IsAssignableFrom(type) || typeof(Type).IsAssignableFrom(type)
                || type == typeof(CancellationToken);
        }
    }
}
