using System.ComponentModel.DataAnnotations;
using Volo.Abp.Modularity;

namespace Volo.Abp.Application
{
    public class AbpDddApplicationContractsModule : AbpModule;
}

namespace Volo.Abp.Application.Services
{
    public interface IApplicationService : IRemoteService;
}

namespace Volo.Abp.Validation
{
    public interface IHasValidationErrors
    {
        IList<ValidationResult> ValidationErrors { get; }
    }

    public class AbpValidationException : AbpException, IHasValidationErrors, Logging.IHasLogLevel
    {
        public AbpValidationException()
            : this("", [])
        {
        }

        public AbpValidationException(string message)
            : this(message, [])
        {
        }

        public AbpValidationException(IList<ValidationResult> validationErrors)
            : this("", validationErrors)
        {
        }

        public AbpValidationException(string message, IList<ValidationResult> validationErrors)
            : base(message)
        {
            ValidationErrors = validationErrors;
            LogLevel = Microsoft.Extensions.Logging.LogLevel.Warning;
        }

        public IList<ValidationResult> ValidationErrors { get; }

        public Microsoft.Extensions.Logging.LogLevel LogLevel { get; set; }
    }

    [AttributeUsage(AttributeTargets.Class | AttributeTargets.Method | AttributeTargets.Property)]
    public class DisableValidationAttribute : Attribute;

    public interface IValidationEnabled;
}

namespace Volo.Abp.Application.Dtos
{
    public interface IEntityDto;

    public interface IEntityDto<TKey> : IEntityDto
    {
        TKey Id { get; set; }
    }

    [Serializable]
    public abstract class EntityDto<TKey> : IEntityDto<TKey>
    {
        public TKey Id { get; set; } = default!;

        public override string ToString() => $"[DTO: {GetType().Name}] Id = {Id}";
    }

    public interface IListResult<T>
    {
        IReadOnlyList<T> Items { get; set; }
    }

    [Serializable]
    public class ListResultDto<T> : IListResult<T>
    {
        private IReadOnlyList<T>? _items;

        public ListResultDto()
        {
        }

        public ListResultDto(IReadOnlyList<T> items) => Items = items;

        public IReadOnlyList<T> Items
        {
            get => _items ??= [];
            set => _items = value;
        }
    }

    [Serializable]
    public class PagedResultDto<T> : ListResultDto<T>
    {
        public PagedResultDto()
        {
        }

        public PagedResultDto(long totalCount, IReadOnlyList<T> items)
            : base(items) => TotalCount = totalCount;

        public long TotalCount { get; set; }
    }

    [Serializable]
    public class LimitedResultRequestDto : IValidatableObject
    {
        public static int DefaultMaxResultCount { get; set; } = 10;

        public static int MaxMaxResultCount { get; set; } = 1000;

        [Range(1, int.MaxValue)]
        public virtual int MaxResultCount { get; set; } = DefaultMaxResultCount;

        public virtual IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
        {
            if (MaxResultCount > MaxMaxResultCount)
                yield return new ValidationResult($"MaxResultCount can not be more than {MaxMaxResultCount}!", [nameof(MaxResultCount)]);
        }
    }

    [Serializable]
    public class PagedResultRequestDto : LimitedResultRequestDto
    {
        [Range(0, int.MaxValue)]
        public virtual int SkipCount { get; set; }
    }
}
