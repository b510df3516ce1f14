using MailAuth.Dovecot.Tests.Clients;

namespace MailAuth.Dovecot.Tests.Servers;

/// <summary>The servers of a test: Dovecot with the executable behind it, and Postfix where the test asks for it.</summary>
internal sealed class MailServers : IAsyncDisposable
{
    private readonly ServerFolder folder;
    private readonly ServerSetup setup;
    private readonly PostfixServer? postfix;

    private MailServers(ServerFolder folder, ServerSetup setup, DovecotServer dovecot, PostfixServer? postfix)
    {
        this.folder = folder;
        this.setup = setup;
        this.postfix = postfix;
        Dovecot = dovecot;
    }

    public DovecotServer Dovecot { get; }

    public PostfixServer Postfix => postfix ?? throw new InvalidOperationException("The test has not asked for Postfix.");

    public ServerFolder Folder => folder;

    /// <summary>Starts them.</summary>
    /// <param name="change">What the test wants otherwise than the sample has it.</param>
    public static async Task<MailServers> StartAsync(Action<ServerSetup>? change = null)
    {
        var setup = new ServerSetup();
        change?.Invoke(setup);
        var folder = new ServerFolder();
        PostfixServer? postfix = null;
        try
        {
            string program = CheckPasswordProgram.CopyTo(folder.InRoot("program"));
            WriteConfiguration(folder, setup);
            await GiveFoldersAwayAsync(folder);
            int relay = FreePort.Next();

            // Postfix makes its queue's folders, and Dovecot its sockets in one of them.
            if (setup.Postfix)
            {
                postfix = await PostfixServer.StartAsync(folder, relay);
            }
            else
            {
                Directory.CreateDirectory(Path.Combine(folder.Queue, "private"));
            }

            return new MailServers(folder, setup, await DovecotServer.StartAsync(folder, program, setup, relay), postfix);
        }
        catch
        {
            if (postfix is not null)
            {
                await postfix.DisposeAsync();
            }

            ShowLogs(folder);
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Changes mailauth.json and the passwd-file. No server is told: the next login is decided by what is there.</summary>
    public void Configure(Action<ServerSetup> change)
    {
        change(setup);
        WriteConfiguration(folder, setup);
    }

    /// <summary>The same for the transition alone.</summary>
    public void SetPhase(Phase phase) => Configure(changed => changed.Phase = phase);

    /// <summary>Stops them. Their logs become the test's output, which is shown where it fails.</summary>
    public async ValueTask DisposeAsync()
    {
        // Dovecot's auth process lives on while Postfix is connected to it.
        if (postfix is not null)
        {
            await postfix.DisposeAsync();
        }

        await Dovecot.DisposeAsync();
        ShowLogs(folder);
        folder.Dispose();
    }

    private static void WriteConfiguration(ServerFolder folder, ServerSetup setup)
    {
        new SampleFile("mailauth.json")
            .With(setup.Configuration)
            .With([
                ("""
                "timeZone": "Europe/Stockholm",
                    "warn": "2009-08-24",
                    "closed": "2009-09-07"
                """, Transition.Of(setup.Phase)),
                ("192.0.2.25", "127.0.0.2"),
                ("/var/lib/mailauth", folder.State),
            ])
            .WriteTo(folder.ConfigurationFile);
        new SampleFile("users").With(setup.Accounts).WriteTo(folder.UsersFile);
    }

    /// <summary>Gives the folders to those who write there, as README.md tells the operator to.</summary>
    private static async Task GiveFoldersAwayAsync(ServerFolder folder)
    {
        foreach ((string owner, string place) in new[] { ("dovecot:dovecot", folder.State), ($"{DovecotServer.MailUser}:{DovecotServer.MailUser}", folder.Mail), ("postfix", folder.InRoot("postfix/data")) })
        {
            ProgramRun chown = await ProgramRun.OfAsync("chown", owner, place);
            Assert.True(chown.ExitCode == 0, $"The servers need root, and the packages that tests/run installs: {chown.Error}");
        }
    }

    private static void ShowLogs(ServerFolder folder)
    {
        foreach (string log in new[] { "dovecot/dovecot.log", "postfix/maillog" })
        {
            string text = new ServerFile(folder.InRoot(log)).Text;
            TestContext.Current.TestOutputHelper?.WriteLine(text.Length == 0 ? $"{log}: empty" : $"{log}:\n{text}");
        }
    }
}
