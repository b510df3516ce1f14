namespace MailAuth.Transition;

/// <summary>What an override says of the bare form.</summary>
public enum BareUsernameRule
{
    /// <summary>As if there were no override, but counted apart.</summary>
    Inherit = 0,

    /// <summary>The bare form is allowed.</summary>
    Allow,

    /// <summary>The bare form is refused.</summary>
    Refuse,
}
