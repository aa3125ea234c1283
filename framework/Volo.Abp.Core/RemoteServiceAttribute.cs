namespace Volo.Abp;

public interface IRemoteService;

/// <summary>Whether a service is exposed by the auto API.</summary>
[Serializable]
[AttributeUsage(AttributeTargets.Interface | AttributeTargets.Class | AttributeTargets.Method)]
public class RemoteServiceAttribute(bool isEnabled = true) : Attribute
{
    public bool IsEnabled { get; set; } = isEnabled;
}
