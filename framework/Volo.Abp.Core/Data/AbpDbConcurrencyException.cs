namespace Volo.Abp.Data;

/// <summary>A row was changed or deleted by another meanwhile.</summary>
public class AbpDbConcurrencyException(string message, Exception innerException) : AbpException(message, innerException);
