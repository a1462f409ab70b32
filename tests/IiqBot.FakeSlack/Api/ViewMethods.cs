using System.Text.Json;
using System.Text.Json.Nodes;
using IiqBot.FakeSlack.BlockKit;
using IiqBot.FakeSlack.Client;
using IiqBot.FakeSlack.World;

namespace IiqBot.FakeSlack.Api;

/// <summary>views.*: modals and App Homes (docs.slack.dev/reference/methods/views.open and its neighbours).</summary>
internal sealed class ViewMethods(
    FakeSlackOptions options,
    SlackWorld world,
    ViewStacks stacks,
    Triggers triggers,
    ViolationList violations,
    ChangeSignal changes
)
{
    public IEnumerable<ApiMethod> All =>
        [
            new("views.open", [], ApiMethod.Tier4, ["trigger_id", "view"], Open),
            new("views.push", [], ApiMethod.Tier4, ["trigger_id", "view"], Push),
            new("views.update", [], ApiMethod.Tier4, ["view_id", "external_id", "hash", "view"], Update),
            new("views.publish", [], ApiMethod.Tier4, ["user_id", "hash", "view"], Publish),
        ];

    private ApiAnswer Open(ApiCall call)
    {
        var (view, wrong) = Read(call, Surface.Modal);
        if (wrong is not null)
            return wrong;
        var (person, _, refused) = Exchange(call);
        return refused ?? Shown(stacks.Open(person, view));
    }

    private ApiAnswer Push(ApiCall call)
    {
        var (view, wrong) = Read(call, Surface.Modal);
        if (wrong is not null)
            return wrong;
        var (person, from, refused) = Exchange(call);
        if (refused is not null)
            return refused;
        if (from is null or { IsHome: true })
            return ApiAnswer.Wrong("not_found", "views.push needs a trigger_id that came from an open modal.");
        return stacks.Push(person, view) is { } pushed
            ? Shown(pushed)
            : ApiAnswer.Wrong("push_limit_reached", $"a stack holds {ViewStacks.Depth} views.");
    }

    private ApiAnswer Update(ApiCall call)
    {
        var (view, wrong) = Read(call, Surface.Modal);
        if (wrong is not null)
            return wrong;
        var (id, external) = (call.Text("view_id"), call.Text("external_id"));
        if (id is null && external is null)
            return ApiAnswer.Missing("view_id or external_id");
        var found = stacks.Find(v => !v.IsHome && (id is not null ? v.Id == id : v.Content.Text("external_id") == external));
        if (found is null)
            return ApiAnswer.Refused("not_found");
        if (call.Text("hash") is { } hash && hash != found.Hash)
            return ApiAnswer.Refused("hash_conflict");
        stacks.Update(found, view);
        return Shown(found);
    }

    private ApiAnswer Publish(ApiCall call)
    {
        if (!options.App.HomeTab)
            return ApiAnswer.Wrong("not_enabled", "the Home tab is not switched on in the app's configuration.");
        var (view, wrong) = Read(call, Surface.Home);
        if (wrong is not null)
            return wrong;
        if (call.Text("user_id") is not { } userId)
            return ApiAnswer.Missing("user_id");
        if (world.Person(userId) is not { IsDeleted: false } person)
            return ApiAnswer.Refused("user_not_found");
        if (call.Text("hash") is { } hash && stacks.Home(person) is { } old && old.Hash != hash)
            return ApiAnswer.Refused("hash_conflict");
        return Shown(stacks.Publish(person, view));
    }

    /// <summary>Reads and judges a view, and fills in ids.</summary>
    private (JsonElement View, ApiAnswer? Wrong) Read(ApiCall call, Surface surface)
    {
        if (call.Json("view") is not { ValueKind: JsonValueKind.Object } view)
            return (default, ApiAnswer.Missing("view"));
        var verdict = ViewRules.Check(view, surface);
        if (verdict.Error is { } error)
            return (view, ApiAnswer.Wrong(error, "the view breaks the rules.", verdict.Messages));
        if (Mentions.In(view).FirstOrDefault() is { } mention)
            violations.Add($"a view mentions somebody: {mention}");
        if (
            view.Text("external_id") is { Length: > 0 } external
            && stacks.Find(v =>
                v.Content.Text("external_id") == external && v.Id != call.Text("view_id") && call.Method != "views.update" && !v.IsHome
            )
                is not null
        )
            return (view, ApiAnswer.Wrong("duplicate_external_id", $"the external_id {external} is in use."));
        return (Completed.Of(view), null);
    }

    private (FakePerson Person, FakeView? From, ApiAnswer? Refused) Exchange(ApiCall call)
    {
        if (call.Text("trigger_id") is not { } id)
            return (null!, null, ApiAnswer.Missing("trigger_id"));
        var (error, person, from) = triggers.Exchange(id);
        return (person, from, error is null ? null : ApiAnswer.Wrong(error, "a trigger_id is good once and for 3 seconds."));
    }

    private ApiAnswer Shown(FakeView view)
    {
        changes.Raise();
        return ApiAnswer.Ok(new JsonObject { ["view"] = ViewJson.Of(view, options) });
    }
}
