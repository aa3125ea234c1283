using System.Text.Json;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace HrefCrm.PostgreSql;

/// <summary>Stores an enum by its name in snake_case: <c>KeyRotated</c> as <c>key_rotated</c>, <c>Won</c> as <c>won</c>.</summary>
/// <typeparam name="TEnum">The enum.</typeparam>
public sealed class SnakeCaseEnumConverter<TEnum>() : ValueConverter<TEnum, string>(
    value => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()),
    stored => Enum.Parse<TEnum>(stored.Replace("_", "", StringComparison.Ordinal), true))
    where TEnum : struct, Enum;
