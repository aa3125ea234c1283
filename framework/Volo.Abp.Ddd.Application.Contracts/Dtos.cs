using System.ComponentModel.DataAnnotations;

namespace Volo.Abp.Application.Dtos;

[Serializable]
public abstract class EntityDto<TKey>
{
    public TKey Id { get; set; } = default!;
}

[Serializable]
public class ListResultDto<T>
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
