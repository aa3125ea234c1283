using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Logging;
using Volo.Abp.Logging;

namespace Volo.Abp.Validation;

public class AbpValidationException(string message, IList<ValidationResult> validationErrors) : AbpException(message), IHasLogLevel
{
    public IList<ValidationResult> ValidationErrors { get; } = validationErrors;

    public LogLevel LogLevel { get; set; } = LogLevel.Warning;
}
