namespace MailAuth.Tool.Tests;

/// <summary>The command as the process that an operator runs.</summary>
public sealed class ProcessTests
{
    [Fact]
    public async Task What_one_process_hashes_another_verifies()
    {
        byte[] password = [.. "heml"u8, 0xE5, .. "t\n"u8];
        ToolRun hashed = await ToolRun.AsProcessAsync(password, "hash");
        Assert.Equal((0, ""), (hashed.ExitCode, hashed.Error));
        Assert.Equal("match ARGON2ID\n", (await ToolRun.AsProcessAsync(password, "verify", hashed.Output.TrimEnd())).Output);
        Assert.Equal(1, (await ToolRun.AsProcessAsync("hemlat\n"u8.ToArray(), "verify", hashed.Output.TrimEnd())).ExitCode);
    }

    [Fact]
    public async Task Lines_go_through_a_pipe()
    {
        ToolRun run = await ToolRun.AsProcessAsync("""{"stored":"{PLAIN}å","password":"å"}"""u8.ToArray(), "verify", "--json-lines");
        Assert.Equal(new ToolRun(0, """{"result":"match","scheme":"PLAIN","reason":null,"rehash":true}""" + "\n", ""), run);
        ToolRun names = await ToolRun.AsProcessAsync("""{"username":"Åsa"}"""u8.ToArray(), "username", "--json-lines");
        Assert.Equal("""{"form":"bare","local_part":"åsa","domain":null,"canonical":null,"error":null}""" + "\n", names.Output);
    }

    [Fact]
    public async Task Wrong_arguments_are_exit_code_2() => Assert.Equal(2, (await ToolRun.AsProcessAsync([], "hesh")).ExitCode);
}
