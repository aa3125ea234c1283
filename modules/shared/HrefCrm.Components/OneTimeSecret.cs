namespace HrefCrm.Components;

/// <summary>A secret to be shown once.</summary>
/// <param name="Label">What it is.</param>
/// <param name="Text">The secret.</param>
/// <param name="Hint">What to do with it; null for nothing.</param>
/// <param name="Id">The id of its element; null for one by its place.</param>
public sealed record OneTimeSecret(string Label, string Text, string? Hint = null, string? Id = null);
