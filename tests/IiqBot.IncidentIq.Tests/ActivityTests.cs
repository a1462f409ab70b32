using IiqBot.IncidentIq.Activities;
using IiqBot.IncidentIq.Tests.Scripted;

namespace IiqBot.IncidentIq.Tests;

public sealed class ActivityTests : IDisposable
{
    private readonly ScriptedClient _client = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_comment_is_sent_as_HTML_with_its_type_first_and_its_visibility_twice()
    {
        var id = Guid.NewGuid();
        _client.Site.On($"POST {Ids.TicketPath}/activities/new", Reply.Json(201, """{"StatusCode":201}"""));
        await _client.Activities.AddCommentAsync(
            Ids.Ticket,
            new()
            {
                Id = id,
                AuthorId = Ids.User,
                AuthorName = "Ada <Example>",
                Text = "1 < 2\n<script>",
                IsPublic = false,
            },
            Cancel
        );

        var sent = _client.Site.Last.Json;
        Assert.Equal(id, sent.GetProperty("TicketActivityId").GetGuid());
        Assert.Equal(Ids.User, sent.GetProperty("OwnerId").GetGuid());
        Assert.False(sent.GetProperty("IsPublic").GetBoolean());
        var item = sent.GetProperty("ActivityItems")[0];
        Assert.Equal("$type", item.EnumerateObject().First().Name);
        Assert.Equal("Spark.Shared.Models.TicketActivityComment, Spark.Shared", item.GetProperty("$type").GetString());
        Assert.Equal(6, item.GetProperty("TicketActivityTypeId").GetInt32());
        Assert.Equal(Ids.User, item.GetProperty("ByUserId").GetGuid());
        Assert.False(item.GetProperty("IsPublic").GetBoolean());
        Assert.Equal("<p><strong>Ada &lt;Example&gt;</strong><br>1 &lt; 2<br>&lt;script&gt;</p>", item.GetProperty("Comments").GetString());
    }

    [Fact]
    public async Task Activities_of_every_type_are_read_newest_first()
    {
        _client.Site.On(
            $"GET {Ids.TicketPath}/timeline",
            Reply.Ok(
                $$"""
                "Items":[
                {{Item(
                    1,
                    "TicketActivityComment",
                    6,
                    "\"Comments\":\"<p>Hi<br>there</p>\"",
                    outer: "\"IsPublic\":true,\"Owner\":{\"UserId\":\"" + Ids.User + "\",\"FullName\":\"Ada\"},"
                )}},
                {{Item(2, "TicketActivityWorkflowLog", 63, "\"Notes\":\"Assigned → In Progress\"")}},
                {{Item(
                    3,
                    "TicketActivityRevision",
                    3,
                    "\"RevisionJsonData\":\"[{\\\"FieldName\\\":\\\"Priority\\\",\\\"OldValue\\\":50,\\\"NewValue\\\":\\\"100\\\"},{\\\"FieldName\\\":\\\"LocationId\\\",\\\"NewValue\\\":\\\"55555555-0000-0000-0000-000000000001\\\"}]\""
                )}},
                {{Item(4, "TicketActivityRevision", 3, "\"RevisionJsonData\":\"[ ... ]\"")}},
                {{Item(5, "TicketActivityRuleExecutionLog", 7, "\"RuleName\":\"Assign by school\"")}},
                {{Item(6, "TicketActivityAttachment", 31, "\"FileName\":\"photo.jpg\"")}},
                {{Item(7, "TicketActivityHologram", 99, "\"Anything\":{\"a\":[1]}")}},
                {{Item(8, "TicketActivityAction", 8, "\"ResolutionAction\":\"Replaced\",\"Notes\":\"new lamp\"")}},
                {{Item(9, "TicketActivityWorkflowLog", 10, "\"Notes\":\"Resolved\"")}},
                {"TicketActivityId":"99999999-0000-0000-0000-000000000099","IsDeleted":true,"ActivityItems":[]}]
                """
            )
        );

        var all = await _client.Activities.TimelineAsync(Ids.Ticket, Cancel);
        Assert.Equal(
            [
                (ActivityKind.Closed, "Resolved", false),
                (ActivityKind.Action, "Replaced\nnew lamp", false),
                (ActivityKind.Other, "", false),
                (ActivityKind.Attachment, "photo.jpg", false),
                (ActivityKind.Rule, "Assign by school", false),
                (ActivityKind.Revision, "", false),
                (ActivityKind.Revision, "Priority: 50 → 100\nLocation", false),
                (ActivityKind.StatusChange, "Assigned → In Progress", false),
                (ActivityKind.Comment, "Hi\nthere", true),
            ],
            all.Select(a => (a.Kind, a.Text, a.IsPublic))
        );
        Assert.Equal((Ids.User, "Ada"), (all[^1].AuthorId, all[^1].AuthorName));
        Assert.Null(all[0].AuthorId);
    }

    [Fact]
    public async Task A_comment_is_public_only_when_the_outer_record_says_so()
    {
        _client.Site.On(
            $"GET {Ids.TicketPath}/timeline",
            Reply.Ok(
                $$"""
                "Items":[{{Item(1, "TicketActivityComment", 6, "\"IsPublic\":true,\"Comments\":\"inner only\"")}}]
                """
            )
        );
        Assert.False(Assert.Single(await _client.Activities.TimelineAsync(Ids.Ticket, Cancel)).IsPublic);
        Assert.Equal("?$s=500&$p=0", _client.Site.Last.Query);
    }

    [Theory]
    [InlineData("TicketActivityWorkflowLog", 9, ActivityKind.Closed, "Done\nSecret")]
    [InlineData("TicketActivityAction", 8, ActivityKind.Action, "Done\nSecret")]
    [InlineData("TicketActivityHologram", 99, ActivityKind.StatusChange, "Done")]
    public async Task An_entry_of_several_items_is_read_as_the_most_informative_one(string type, int typeId, ActivityKind kind, string text)
    {
        _client.Site.On(
            $"GET {Ids.TicketPath}/timeline",
            Reply.Ok(
                $$"""
                "Items":[{"TicketActivityId":"{{Guid.NewGuid()}}","CreatedDate":"2025-02-01T15:45:08.6","ActivityItems":[
                {"$type":"Spark.Shared.Models.TicketActivityWorkflowLog, Spark.Shared","TicketActivityTypeId":63,"Notes":"Done"},
                {"$type":"Spark.Shared.Models.{{type}}, Spark.Shared","TicketActivityTypeId":{{typeId}},"Notes":"Secret"}]}]
                """
            )
        );

        var entry = Assert.Single(await _client.Activities.TimelineAsync(Ids.Ticket, Cancel));
        Assert.Equal((kind, text, false), (entry.Kind, entry.Text, entry.IsPublic));
    }

    public void Dispose() => _client.Dispose();

    private static string Item(int n, string type, int typeId, string members, string outer = "") =>
        $$"""
            {"TicketActivityId":"99999999-0000-0000-0000-00000000000{{n}}","CreatedDate":"2025-02-0{{n}}T15:45:08.6",{{outer}}"ActivityItems":[
            {"$type":"Spark.Shared.Models.{{type}}, Spark.Shared","TicketActivityTypeId":{{typeId}},"ByUserId":"00000000-0000-0000-0000-000000000000",{{members}}}]}
            """;
}
