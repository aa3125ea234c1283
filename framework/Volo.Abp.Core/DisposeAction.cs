namespace Volo.Abp;

internal sealed class DisposeAction(Action action) : IDisposable
{
    public void Dispose() => action();
}
