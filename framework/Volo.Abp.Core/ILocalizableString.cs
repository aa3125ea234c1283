namespace Volo.Abp.Localization;

public interface ILocalizableString;
