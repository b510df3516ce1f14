namespace MailAuth.Transition;

/// <summary>What an override says of the bare form.</summary>
public enum BareUsernameRule
{
    /// <summary>As if there were no override, but counted apart.</summary>
    Inherit = 0,

    /// <summary>The bare form is allowed, whatever the dates say, and its user is told nothing.</summary>
    Allow,

    /// <summary>The bare form is refused, whatever the dates say; in a dry run it is only reported.</summary>
    Refuse,
}
