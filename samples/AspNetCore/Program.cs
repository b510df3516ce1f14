using AspNetCore;

WebApplication app = Webmail.Create(args);
await app.RunAsync().ConfigureAwait(false);
