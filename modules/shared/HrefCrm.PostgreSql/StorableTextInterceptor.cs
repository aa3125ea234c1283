using System.Data.Common;
using System.Text;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Volo.Abp.DependencyInjection;

namespace HrefCrm.PostgreSql;

/// <summary>
/// PostgreSQL's text takes neither NUL nor half a surrogate pair. What is stored is checked before; what is only looked for may be any text that somebody
/// sends. There both become U+FFFD, and nothing is found.
/// </summary>
internal sealed class StorableTextInterceptor : DbCommandInterceptor, ISingletonDependency
{
    public override DbCommand CommandInitialized(CommandEndEventData eventData, DbCommand result)
    {
        foreach (DbParameter parameter in result.Parameters)
        {
            if (parameter.Value is string text && (text.Contains('\0') || text.AsSpan().ContainsAnyInRange('\ud800', '\udfff')))
                parameter.Value = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Replace('\0', '\ufffd');
        }

        return result;
    }
}
