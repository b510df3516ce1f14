namespace MailAuth.DependencyInjection;

/// <summary>Options without a setting: what checks them when a host starts makes the engine.</summary>
internal sealed class EngineStart;
