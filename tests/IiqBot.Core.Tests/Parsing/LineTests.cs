using IiqBot.Core.Model;
using IiqBot.Core.Parsing;
using IiqBot.Core.Tests.District;

namespace IiqBot.Core.Tests.Parsing;

/// <summary>How typed lines are understood. A row has the line, the verb, and the arguments as <c>name=value</c>.</summary>
public sealed class LineTests
{
    private const string Id = "0a1b2c3d-0000-1111-2222-333344445555";
    private const string Link = $"https://maplewood.incidentiq.com/agent/tickets/{Id}";
    private const string Flyout =
        $"https://maplewood.incidentiq.com/agent/tickets/open?sid=7f000000-0000-0000-0000-000000000001&flyout-type=agent-ticket&flyout-id={Id}";

    private static LineParser Parser => CoreRoutes.Registry.Parser;

    [Theory]
    [InlineData("help", Verbs.Help)]
    [InlineData("HELP", Verbs.Help)]
    [InlineData("/help", Verbs.Help)]
    [InlineData("help!", Verbs.Help)]
    [InlineData("help?", Verbs.Help)]
    [InlineData("?", Verbs.Help)]
    [InlineData("who am I", "person.whoami")]
    [InlineData("Who am I?", "person.whoami")]
    [InlineData("whoami", "person.whoami")]
    [InlineData("new", Verbs.FileTicket)]
    [InlineData("New ticket", Verbs.FileTicket)]
    [InlineData("File a ticket.", Verbs.FileTicket)]
    [InlineData("my tickets", Verbs.MyTickets)]
    [InlineData("My  Tickets", Verbs.MyTickets)]
    [InlineData("mine", Verbs.MyTickets)]
    [InlineData("my tickets 👍", Verbs.MyTickets)]
    [InlineData("help 🙏🏽 !!", Verbs.Help)]
    [InlineData("assigned to me", Verbs.AssignedTickets)]
    [InlineData("my queue", Verbs.AssignedTickets)]
    [InlineData("open tickets", Verbs.OpenTickets)]
    [InlineData("search", Verbs.SearchTickets)]
    [InlineData("take", Verbs.TakeTicket)]
    [InlineData("Status?", Verbs.ShowStatus)]
    public void A_command_alone_is_understood_in_any_case_and_punctuation(string line, string verb)
    {
        var parsed = Parser.Parse(line);

        Assert.Equal(verb, parsed.Verb);
        Assert.Empty(parsed.NotUnderstood);
        Assert.Empty(parsed.Arguments.Names);
    }

    [Theory]
    [InlineData("show 39181", Verbs.ShowTicket, "ticket=39181")]
    [InlineData("status 12", Verbs.ShowTicket, "ticket=12")]
    [InlineData("status of ticket 39181", Verbs.ShowTicket, "ticket=39181")]
    [InlineData("show ticket 39181", Verbs.ShowTicket, "ticket=39181")]
    [InlineData("ticket 39181", Verbs.ShowTicket, "ticket=39181")]
    [InlineData("open #39181", Verbs.ShowTicket, "ticket=39181")]
    [InlineData("show T-123456", Verbs.ShowTicket, "ticket=T-123456")]
    [InlineData("show t-123456", Verbs.ShowTicket, "ticket=T-123456")]
    [InlineData("show INC000123", Verbs.ShowTicket, "ticket=INC000123")]
    [InlineData("show 20261123000042", Verbs.ShowTicket, "ticket=20261123000042")]
    [InlineData("show 7", Verbs.ShowTicket, "ticket=7")]
    [InlineData("show (39181)", Verbs.ShowTicket, "ticket=39181")]
    [InlineData($"show {Link}", Verbs.ShowTicket, $"ticket={Id}")]
    [InlineData($"show {Flyout}", Verbs.ShowTicket, $"ticket={Id}")]
    [InlineData("take 39181", Verbs.TakeTicket, "ticket=39181")]
    [InlineData("Take #39181!", Verbs.TakeTicket, "ticket=39181")]
    [InlineData($"take {Link}", Verbs.TakeTicket, $"ticket={Id}")]
    [InlineData("assign to me 39181", Verbs.TakeTicket, "ticket=39181")]
    [InlineData("assign 39181 to Tess Technician", Verbs.AssignTicket, "ticket=39181|assignee=Tess Technician")]
    [InlineData("assign ticket 39181 network", Verbs.AssignTicket, "ticket=39181|assignee=network")]
    [InlineData("asset 39181 CB-1234", Verbs.LinkAsset, "ticket=39181|tag=CB-1234")]
    [InlineData("unassign 39181", Verbs.UnassignTicket, "ticket=39181")]
    [InlineData("reopen 39181", Verbs.ReopenTicket, "ticket=39181")]
    [InlineData("cancel 39181.", Verbs.CancelTicket, "ticket=39181")]
    [InlineData("history 39181", Verbs.TicketHistory, "ticket=39181")]
    [InlineData("comment 39181 it works again", Verbs.CommentTicket, "ticket=39181|text=it works again")]
    [InlineData("comment on 39181: it works", Verbs.CommentTicket, "ticket=39181|text=it works")]
    [InlineData("comment 39181 \"it works\"", Verbs.CommentTicket, "ticket=39181|text=it works")]
    [InlineData("comment 39181 “it works”", Verbs.CommentTicket, "ticket=39181|text=it works")]
    [InlineData("comment 39181 it works\nsince noon", Verbs.CommentTicket, "ticket=39181|text=it works\nsince noon")]
    [InlineData("comment 39181\nit works", Verbs.CommentTicket, "ticket=39181|text=it works")]
    [InlineData("comment 39181 \"yes\" and \"no\"", Verbs.CommentTicket, "ticket=39181|text=\"yes\" and \"no\"")]
    [InlineData("note 39181 part ordered", "ticket.note", "ticket=39181|text=part ordered")]
    [InlineData("close 39181, replaced the cable", Verbs.ResolveTicket, "ticket=39181|note=replaced the cable")]
    [InlineData("resolve ticket 39181", Verbs.ResolveTicket, "ticket=39181")]
    [InlineData("done 39181 - new lamp", Verbs.ResolveTicket, "ticket=39181|note=new lamp")]
    [InlineData("move 39181 to waiting", Verbs.MoveTicket, "ticket=39181|step=waiting")]
    [InlineData("move 39181 In Progress", Verbs.MoveTicket, "ticket=39181|step=In Progress")]
    [InlineData("set status 39181 to \"Waiting on Vendor\"", Verbs.MoveTicket, "ticket=39181|step=Waiting on Vendor")]
    [InlineData("search projector library", Verbs.SearchTickets, "words=projector library")]
    [InlineData("search projector status:waiting", Verbs.SearchTickets, "words=projector|status=waiting")]
    [InlineData("search created:last 7 days due:this week lamp", Verbs.SearchTickets, "words=lamp|created=last 7 days|due=this week")]
    [InlineData(
        "find createddate:today duedate:overdue agent:me keyword:lamp dim",
        Verbs.SearchTickets,
        "words=lamp dim|created=today|due=overdue|assignedto=me"
    )]
    [InlineData(
        "search for:\"Rosa Requester\" location:high this week",
        Verbs.SearchTickets,
        "words=this week|for=Rosa Requester|location=high|location+=this week"
    )]
    [InlineData("search status:open", Verbs.SearchTickets, "status=open")]
    [InlineData("search STATUS:Open dead screen", Verbs.SearchTickets, "words=dead screen|status=Open|status+=dead screen")]
    [InlineData("find status:\"waiting on vendor\" lamp", Verbs.SearchTickets, "words=lamp|status=waiting on vendor")]
    [InlineData("search dead status:open screen", Verbs.SearchTickets, "words=dead screen|status=open|status+=screen")]
    [InlineData(
        "search assignedto:Tess Technician status:open",
        Verbs.SearchTickets,
        "words=Technician|assignedto=Tess|assignedto+=Technician|status=open"
    )]
    [InlineData("status:waiting assignedto:me", Verbs.SearchTickets, "status=waiting|assignedto=me")]
    [InlineData("status:\"Waiting on Vendor\"", Verbs.SearchTickets, "status=Waiting on Vendor")]
    [InlineData(
        "assignedto:Tess Technician status:any open",
        Verbs.SearchTickets,
        "assignedto=Tess|assignedto+=Technician|status=any|status+=open|words=Technician open"
    )]
    [InlineData("search error: 404", Verbs.SearchTickets, "words=error: 404")]
    [InlineData("search room:204", Verbs.SearchTickets, "room=204")]
    [InlineData("search foo:bar", Verbs.SearchTickets, "words=foo:bar")]
    [InlineData("search tickets scanner", Verbs.SearchTickets, "words=scanner")]
    [InlineData("search prio:high", Verbs.SearchTickets, "priority=high")]
    [InlineData("search statsu:waiting lamp", Verbs.SearchTickets, "words=lamp|status=waiting|status+=lamp")]
    [InlineData("search status:‘in progress’", Verbs.SearchTickets, "status=in progress")]
    [InlineData("search status:'in progress' lamp", Verbs.SearchTickets, "words=lamp|status=in progress")]
    [InlineData("search status:„in progress“", Verbs.SearchTickets, "status=in progress")]
    [InlineData("search status:«in progress»", Verbs.SearchTickets, "status=in progress")]
    [InlineData("search status:”in progress”", Verbs.SearchTickets, "status=in progress")]
    [InlineData("search for:‘Shaun O'Neil’", Verbs.SearchTickets, "for=Shaun O'Neil")]
    [InlineData("search for:O'Neil", Verbs.SearchTickets, "for=O'Neil")]
    [InlineData("search for:'Andre’s room'", Verbs.SearchTickets, "for=Andre’s room")]
    [InlineData("search due:in 3 days lamp", Verbs.SearchTickets, "words=lamp|due=in 3 days")]
    [InlineData("search created:Jan 15 dim lamp", Verbs.SearchTickets, "words=dim lamp|created=Jan 15")]
    [InlineData("search created:15 de enero de 2026", Verbs.SearchTickets, "created=15 de enero de 2026")]
    [InlineData("move 39181 to 'In Progress'", Verbs.MoveTicket, "ticket=39181|step=In Progress")]
    [InlineData("move 39181 to «In Progress»", Verbs.MoveTicket, "ticket=39181|step=In Progress")]
    [InlineData("assign 39181 to ‘Andre Diaz’", Verbs.AssignTicket, "ticket=39181|assignee=Andre Diaz")]
    [InlineData("comment 39181 Andre’s charger and Liam's", Verbs.CommentTicket, "ticket=39181|text=Andre’s charger and Liam's")]
    [InlineData("tag CB-1234", Verbs.DeviceTickets, "asset=CB-1234")]
    [InlineData("new Projector in 204 shows no picture", Verbs.FileTicket, "text=Projector in 204 shows no picture")]
    [InlineData("New: Projector is dead", Verbs.FileTicket, "text=Projector is dead")]
    [InlineData("report 12 Chromebooks are missing", Verbs.FileTicket, "text=12 Chromebooks are missing")]
    [InlineData("file projector is dead", Verbs.FileTicket, "text=projector is dead")]
    [InlineData("file ticket: file server is down", Verbs.FileTicket, "text=file server is down")]
    [InlineData("new file server is needed", Verbs.FileTicket, "text=file server is needed")]
    [InlineData("create a ticket the projector is dead", Verbs.FileTicket, "text=the projector is dead")]
    [InlineData("new 💡 is out", Verbs.FileTicket, "text=💡 is out")]
    [InlineData("new المقبس لا يعمل", Verbs.FileTicket, "text=المقبس لا يعمل")]
    [InlineData("failure 7F3K2Q", "failure.explain", "reference=7F3K2Q")]
    [InlineData("error 7f3k2q.", "failure.explain", "reference=7f3k2q")]
    [InlineData("reference (QWRTYP)", "failure.explain", "reference=QWRTYP")]
    [InlineData("help about comments", Verbs.Help, "about=about comments")]
    [InlineData("help with searching", Verbs.Help, "about=with searching")]
    [InlineData("asset ticket 39181", Verbs.LinkAsset, "ticket=39181")]
    [InlineData("asset 39181", Verbs.LinkAsset, "tag=39181")]
    [InlineData("asset CB-1234", Verbs.LinkAsset, "tag=CB-1234")]
    [InlineData("asset 31877 to 38651", Verbs.LinkAsset, "ticket=38651|tag=31877")]
    [InlineData("attach device 31877 to 38651", Verbs.LinkAsset, "ticket=38651|tag=31877")]
    [InlineData("attach device KD-2290 to 38651", Verbs.LinkAsset, "ticket=38651|tag=KD-2290")]
    [InlineData("attach device KD-2290 to ticket #38651", Verbs.LinkAsset, "ticket=38651|tag=KD-2290")]
    [InlineData("link device 38651 KD-2290", Verbs.LinkAsset, "ticket=38651|tag=KD-2290")]
    [InlineData("device KD-2290", Verbs.LinkAsset, "tag=KD-2290")]
    [InlineData("reopen 39181 the fan is loud again", Verbs.ReopenTicket, "ticket=39181|note=the fan is loud again")]
    [InlineData("reopen 39181 please", Verbs.ReopenTicket, "ticket=39181")]
    [InlineData("close 39181, thank you!", Verbs.ResolveTicket, "ticket=39181")]
    [InlineData("cancel 39181 found a spare", Verbs.CancelTicket, "ticket=39181|note=found a spare")]
    [InlineData("private comment on 39181: part ordered", "ticket.note", "ticket=39181|text=part ordered")]
    [InlineData("internal note 39181 part ordered", "ticket.note", "ticket=39181|text=part ordered")]
    [InlineData("assign 39181 to Hazelgrove please", Verbs.AssignTicket, "ticket=39181|assignee=Hazelgrove")]
    [InlineData("priority 39181 high, thanks", Verbs.PrioritizeTicket, "ticket=39181|level=high")]
    [InlineData("note 39181", "ticket.note", "ticket=39181")]
    public void A_command_with_what_follows_is_understood(string line, string verb, string arguments)
    {
        var parsed = Parser.Parse(line);

        Assert.Equal(verb, parsed.Verb);
        Assert.Equal(arguments.Split('|').Order(StringComparer.Ordinal), Written(parsed));
        Assert.Empty(parsed.NotUnderstood);
    }

    [Theory]
    [InlineData("39181", "39181")]
    [InlineData("#39181", "39181")]
    [InlineData("7", "7")]
    [InlineData("T-123456", "T-123456")]
    [InlineData(Link, Id)]
    [InlineData(Flyout, Id)]
    [InlineData($"Could you look at {Link} please", Id)]
    [InlineData($"see ({Link})", Id)]
    [InlineData("what about 39181?", "39181")]
    [InlineData("Is #12 done yet", "12")]
    [InlineData("why does T-123456 take so long", "T-123456")]
    [InlineData("the one numbered 20261123000042", "20261123000042")]
    [InlineData("somebody said that 39181, the laptop, is fixed", "39181")]
    [InlineData("hi, 39181 is still broken", "39181")]
    [InlineData("help with 39181", "39181")]
    [InlineData("cancel my projector from 2019", "2019")]
    [InlineData("move the projector of 39181 to the library", "39181")]
    [InlineData("error 39181", "39181")]
    [InlineData("status of the laptop in 39181", "39181")]
    [InlineData("show me 39181", "39181")]
    [InlineData("show me ticket #39181 please", "39181")]
    [InlineData("\u200F39181\u200F", "39181")]
    public void A_sentence_that_mentions_a_ticket_shows_it(string line, string ticket)
    {
        var parsed = Parser.Parse(line);

        Assert.Equal(Verbs.ShowTicket, parsed.Verb);
        Assert.Equal(ticket, parsed.Arguments[TicketArguments.Ticket]);
    }

    [Theory]
    [InlineData("the projector in 204 is dead")]
    [InlineData("the projector in room 1204 is dead")]
    [InlineData("Room 204 is cold")]
    [InlineData("call me at 555-1234")]
    [InlineData("it broke on 2026-11-23")]
    [InlineData("it broke on 11/23/2026")]
    [InlineData("the score is 3.14159")]
    [InlineData("https://example.org/items/12345 is slow")]
    [InlineData("123456789012345678901234567890 is no ticket")]
    public void Rooms_dates_and_telephone_numbers_are_not_tickets(string line) => Assert.Null(Parser.Parse(line).Verb);

    [Theory]
    [InlineData("hi my projector in 204 is broken")]
    [InlineData("hi, my Chromebook won't charge")]
    [InlineData("hello, the printer is out of toner")]
    [InlineData("help, the printer smokes")]
    [InlineData("help! The printer smokes")]
    [InlineData("help me with my projector")]
    [InlineData("start menu does not open")]
    [InlineData("commands are ignored by my laptop")]
    [InlineData("? the projector")]
    [InlineData("error message on the projector in 204")]
    [InlineData("error screen")]
    [InlineData("error screen on my Chromebook")]
    [InlineData("error 404 on the website")]
    [InlineData("reference books cannot be borrowed")]
    [InlineData("failure of the air conditioning")]
    [InlineData("failure 7F3K2Q on my screen")]
    [InlineData("take a look at the printer in the office")]
    [InlineData("grab bars in the bathroom are loose")]
    [InlineData("status of my printer")]
    [InlineData("show me how to print")]
    [InlineData("open the door of 204")]
    [InlineData("view of the projector is blurred")]
    [InlineData("ticket printer is jammed")]
    [InlineData("release the lock on my account")]
    [InlineData("give back my charger")]
    [InlineData("move the projector from 204 to 205")]
    [InlineData("change status bar colour")]
    [InlineData("note that the lab is closed")]
    [InlineData("comment it works")]
    [InlineData("reply all is broken in the mail")]
    [InlineData("done with the testing cart")]
    [InlineData("close the blinds in the gym")]
    [InlineData("finish line camera is dead")]
    [InlineData("due to the storm the wifi is down")]
    [InlineData("priority mail does not arrive")]
    [InlineData("asset tag fell off my laptop")]
    [InlineData("assign a seat to me")]
    [InlineData("cancel button is greyed out")]
    [InlineData("withdraw money")]
    [InlineData("history teacher needs a laptop")]
    [InlineData("activity board is blank")]
    [InlineData("reopen the library door")]
    [InlineData("my projector is broken")]
    [InlineData("list of students is wrong")]
    [InlineData("pending updates never finish")]
    [InlineData("device is dead in 204")]
    [InlineData("tag fell off my laptop")]
    [InlineData("file server is down")]
    [InlineData("File shares are gone.")]
    [InlineData("report cards print blank")]
    public void A_report_that_only_begins_like_a_command_is_not_that_command(string line)
    {
        var parsed = Parser.Parse(line);

        Assert.Null(parsed.Verb);
        Assert.NotEmpty(parsed.NotUnderstood);
    }

    [Theory]
    [InlineData("comment it works", "comment")]
    [InlineData("move it to waiting", "move")]
    public void A_command_without_its_ticket_is_suggested(string line, string suggestion) =>
        Assert.Equal([suggestion], Parser.Parse(line).Suggestions);

    [Theory]
    [InlineData("hi my projector in 204 is broken")]
    [InlineData("start menu does not open")]
    [InlineData("error message on the projector in 204")]
    [InlineData("can I borrow a laptop cart")]
    [InlineData("do we have spare chargers")]
    [InlineData("take a look at the printer")]
    [InlineData("tickets nobody has")]
    [InlineData("my laptop screen is cracked")]
    [InlineData("what happened to my projector?")]
    [InlineData("I need help with my chromebook")]
    [InlineData("show me whats open")]
    [InlineData("who are you")]
    [InlineData("close the projector ticket in the gym")]
    [InlineData("tkae")]
    [InlineData("hepl")]
    [InlineData("stop")]
    [InlineData("chose the wrong printer today")]
    public void A_report_that_begins_like_another_command_gets_no_guess(string line) => Assert.Empty(Parser.Parse(line).Suggestions);

    [Theory]
    [InlineData("the projector from 2019 is dead", "2019")]
    [InlineData("my Chromebook 3100 has a cracked screen", "3100")]
    [InlineData("hello, my Chromebook 3100 has a cracked screen", "3100")]
    [InlineData("status of the projector from 2019", "2019")]
    public void A_number_in_a_sentence_counts_as_only_mentioned(string line, string ticket)
    {
        var parsed = Parser.Parse(line);

        Assert.Equal([$"mentioned=true", $"ticket={ticket}"], Written(parsed));
        Assert.Equal(Verbs.ShowTicket, parsed.Verb);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   \n\t ")]
    [InlineData("/")]
    [InlineData("🎉🎉🎉")]
    [InlineData("مرحبا كيف حالك")]
    [InlineData("!!!")]
    public void A_line_without_known_words_is_not_understood(string? line)
    {
        var parsed = Parser.Parse(line);

        Assert.Null(parsed.Verb);
        Assert.Empty(parsed.Suggestions);
    }

    [Theory]
    [InlineData("location: gym, the projector there is dead")]
    [InlineData("location:gym the projector there is not working again")]
    [InlineData("Status: broken")]
    [InlineData("status: it does not start")]
    [InlineData("Note: water on the floor")]
    public void A_report_that_begins_like_a_facet_is_not_a_search(string line) =>
        Assert.NotEqual(Verbs.SearchTickets, Parser.Parse(line).Verb);

    [Fact]
    public void Unused_words_are_listed() => Assert.Equal(["right", "now"], Parser.Parse("take 39181 right now").NotUnderstood);

    [Fact]
    public void A_line_that_is_not_understood_is_listed_in_full() =>
        Assert.Equal(["purple", "monkey"], Parser.Parse("purple monkey").NotUnderstood);

    [Theory]
    [InlineData("settigns", "settings")]
    [InlineData("hsitory", "history")]
    [InlineData("my tikets", "my tickets")]
    [InlineData("comemnt it works", "comment")]
    public void A_typo_in_a_command_gets_a_suggestion(string line, string suggestion) =>
        Assert.Contains(suggestion, Parser.Parse(line).Suggestions);

    [Theory]
    [InlineData("thanks", SmallTalkKind.Thanks)]
    [InlineData("Thank you!", SmallTalkKind.Thanks)]
    [InlineData("thank you both", SmallTalkKind.Thanks)]
    [InlineData("ok thanks", SmallTalkKind.Thanks)]
    [InlineData("thanks a lot, see you tomorrow", SmallTalkKind.Thanks)]
    [InlineData("thanks for your help", SmallTalkKind.Thanks)]
    [InlineData("cheers, see you tomorrow", SmallTalkKind.Thanks)]
    [InlineData("gracias", SmallTalkKind.Thanks)]
    [InlineData("🙏", SmallTalkKind.Thanks)]
    [InlineData("ok", SmallTalkKind.Fine)]
    [InlineData("Okay.", SmallTalkKind.Fine)]
    [InlineData("👍", SmallTalkKind.Fine)]
    [InlineData("👍🏽", SmallTalkKind.Fine)]
    [InlineData("perfect!", SmallTalkKind.Fine)]
    [InlineData("hello", SmallTalkKind.Hello)]
    [InlineData("  Hello  ", SmallTalkKind.Hello)]
    [InlineData("hi", SmallTalkKind.Hello)]
    [InlineData("hello there", SmallTalkKind.Hello)]
    [InlineData("good morning", SmallTalkKind.Hello)]
    [InlineData("hello is anybody there?", SmallTalkKind.Hello)]
    [InlineData("hola", SmallTalkKind.Hello)]
    [InlineData("bye", SmallTalkKind.Bye)]
    [InlineData("see you tomorrow", SmallTalkKind.Bye)]
    public void Small_talk_is_known(string line, SmallTalkKind kind)
    {
        var parsed = Parser.Parse(line);

        Assert.Equal((Verbs.SmallTalk, $"{kind}"), (parsed.Verb, parsed.Arguments[ArgumentNames.SmallTalk]));
    }

    [Theory]
    [InlineData("hello help")]
    [InlineData("ok the projector is dead")]
    [InlineData("thanks but it is broken again")]
    [InlineData("good projectors are rare")]
    [InlineData("take 39181 thanks")]
    [InlineData("my tickets please")]
    [InlineData("see 39181")]
    public void A_line_that_says_more_is_not_small_talk(string line) => Assert.NotEqual(Verbs.SmallTalk, Parser.Parse(line).Verb);

    [Fact]
    public void A_line_that_only_begins_like_a_list_is_not_a_list() =>
        Assert.NotEqual(Verbs.MyTickets, Parser.Parse("my projector is broken").Verb);

    [Fact]
    public void A_long_line_is_kept_in_full()
    {
        var parsed = Parser.Parse($"comment 39181 {new string('x', 30_000)} THE-END");

        Assert.Equal(Verbs.CommentTicket, parsed.Verb);
        Assert.Equal($"{new string('x', 30_000)} THE-END", parsed.Arguments["text"]);
    }

    [Fact]
    public void A_line_longer_than_any_message_is_refused()
    {
        var parsed = Parser.Parse("comment 39181 " + new string('x', 1_000_000));

        Assert.True(parsed.IsTooLong);
        Assert.Null(parsed.Verb);
    }

    private static IEnumerable<string> Written(ParsedLine parsed) =>
        parsed.Arguments.Values.Select(value => $"{value.Key}={value.Value}").Order(StringComparer.Ordinal);
}
