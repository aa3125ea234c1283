using System.ComponentModel.DataAnnotations;
using Volo.Abp.Application.Dtos;
using Volo.Abp.Application.Services;

namespace HrefCrm.Leads.Pipeline;

/// <summary>The stages of the current tenant's pipeline.</summary>
public interface IPipelineAppService : IApplicationService
{
    /// <summary>Reads the stages in their order.</summary>
    Task<IReadOnlyList<StageDto>> GetStagesAsync();

    /// <summary>Adds a stage at the end: grey and active. Sending it twice is harmless.</summary>
    /// <param name="id">The new stage's id.</param>
    /// <param name="name">Its name, 1 to 100 characters.</param>
    Task<IReadOnlyList<StageDto>> AddAsync(Guid id, string name);

    /// <summary>Gives a stage another name, color or meaning.</summary>
    /// <exception cref="Volo.Abp.UserFriendlyException"><see cref="LeadsErrorCodes.StageNotFound"/>, <see cref="LeadsErrorCodes.StageChanged"/>.</exception>
    Task<IReadOnlyList<StageDto>> UpdateAsync(Guid id, UpdateStageInput input);

    /// <summary>Puts a stage before or after its neighbor.</summary>
    /// <param name="id">Which stage.</param>
    /// <param name="place">The place that it is to have, counted from 0. Sending it twice is harmless.</param>
    /// <exception cref="Volo.Abp.UserFriendlyException"><see cref="LeadsErrorCodes.StageNotFound"/>.</exception>
    Task<IReadOnlyList<StageDto>> PlaceAsync(Guid id, int place);

    /// <summary>Deletes a stage that holds no lead. Doing it twice is harmless.</summary>
    /// <exception cref="Volo.Abp.UserFriendlyException"><see cref="LeadsErrorCodes.StageNotEmpty"/>.</exception>
    Task<IReadOnlyList<StageDto>> DeleteAsync(Guid id);
}

/// <summary>A stage of the pipeline.</summary>
public class StageDto : EntityDto<Guid>
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its color, <c>#rrggbb</c>.</summary>
    public required string Color { get; init; }

    /// <summary>What it means.</summary>
    public StageType Type { get; init; }

    /// <summary>Which version this is; hand it back when it is changed.</summary>
    public uint Version { get; init; }
}

/// <summary>A stage as somebody edited it.</summary>
public class UpdateStageInput
{
    /// <summary>Its name.</summary>
    [Required(ErrorMessage = "Give the stage a name.")]
    [StringLength(LeadConsts.MaxStageNameLength, ErrorMessage = "This is longer than 100 characters.")]
    public string Name { get; set; } = "";

    /// <summary>Its color, <c>#rrggbb</c>.</summary>
    [Required(ErrorMessage = "Pick a color.")]
    [RegularExpression(@"#[0-9A-Fa-f]{6}\z", ErrorMessage = "Write the color as #rrggbb.")]
    public string Color { get; set; } = "";

    /// <summary>What it means.</summary>
    [EnumDataType(typeof(StageType))]
    public StageType Type { get; set; }

    /// <summary>The version that was edited.</summary>
    public uint Version { get; set; }
}
