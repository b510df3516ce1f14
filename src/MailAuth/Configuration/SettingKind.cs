namespace MailAuth.Configuration;

/// <summary>What kind of value a setting was given.</summary>
internal enum SettingKind
{
    Null = 0,
    Object,
    List,
    Text,
    Number,
    Flag,

    /// <summary>A value of <c>IConfiguration</c>, which keeps every value as text, or as nothing for null and for an empty object.</summary>
    Untyped,
}
