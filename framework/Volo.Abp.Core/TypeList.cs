namespace Volo.Abp.Collections;

public interface ITypeList<in TBaseType> : IList<Type>
{
    void Add<T>()
        where T : TBaseType;
}

internal sealed class TypeList<TBaseType> : List<Type>, ITypeList<TBaseType>
{
    public void Add<T>()
        where T : TBaseType => Add(typeof(T));
}
