namespace Volo.Abp.Application.Services;

public interface IApplicationService : IRemoteService;
