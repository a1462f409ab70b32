namespace IiqBot.Sandbox.Generation;

/// <summary>What breaks in a school district: 40 categories with 10 issues each.</summary>
internal static class IssueTable
{
    /// <summary>
    /// One line per category: name | product (T or F) | issue type | teams (two names: the first serves the even location
    /// numbers, the second the odd ones; a star names a technician too) | issues.
    /// </summary>
    public const string Lines = """
        Projector|T|Audio and Video|Classroom Technology|No picture;Won't turn on;Picture blurry;Wrong colors;Lamp warning light;Overheats and shuts off;No sound;Remote missing;Image upside down;HDMI not detected
        Interactive Display|T|Audio and Video|Classroom Technology|Touch not working;Screen black;Pen not writing;Touch is offset;No sound;Won't connect to laptop;Screen cracked;Keeps restarting;Update stuck;Remote missing
        Document Camera|T|Audio and Video|Classroom Technology|No image;Won't focus;Light broken;Not recognized by computer;Arm broken;Image freezes;Cable missing;Software missing;Image too dark;Buttons stuck
        Sound System|T|Audio and Video|Classroom Technology|No sound;Microphone dead;Feedback noise;Volume too low;Crackling;Microphone missing;Bluetooth won't pair;Speaker damaged;Only one side works;Battery won't charge
        Chromebook|T|Hardware|Device Repair|Screen cracked;Won't turn on;Won't charge;Keyboard keys missing;Touchpad not working;Liquid spill;Camera not working;Headphone jack broken;Hinge broken;Runs very slowly
        Windows Laptop|T|Hardware|Device Repair|Won't start;Blue screen;Battery drains fast;Screen flickers;Keyboard not working;Docking station not detected;Overheats;Hard drive full;No Wi-Fi adapter;Charger missing
        MacBook|T|Hardware|Device Repair|Won't turn on;Spinning wheel;Battery swollen;Screen cracked;Keyboard sticky;Can't connect display;Login loop;Speaker crackles;Trackpad not clicking;Charger frayed
        iPad|T|Hardware|Device Repair|Screen cracked;Won't charge;Forgot passcode;App missing;Home button stuck;Bent frame;No sound;Won't update;Keyboard case broken;Lost device
        Desktop Computer|T|Hardware|Field Technicians North,Field Technicians South|Won't start;Monitor black;Mouse not working;Keyboard not working;Very slow;Loud fan;USB ports dead;Clock wrong;No network;DVD drive stuck
        Printer|T|Hardware|Field Technicians North,Field Technicians South|Paper jam;Out of toner;Prints blank pages;Not found on network;Streaks on page;Won't print color;Error light;Prints very slowly;Wrong tray;Needs new drum
        Copier|T|Hardware|Field Technicians North,Field Technicians South|Paper jam;Code not accepted;Scan to e-mail fails;Out of staples;Copies too light;Error code shown;Out of toner;Feeder pulls two sheets;Touch panel dead;Loud grinding noise
        Wi-Fi|T|Network|Network*|No connection;Very slow;Drops out often;Guest network not working;Password not accepted;No signal in room;Testing devices can't join;Phone won't join;Access point blinking;Certificate expired
        Wired Network|T|Network|Network*|Jack dead;Cable broken;Slow connection;New jack needed;Switch beeping;Wrong network;Loose wall plate;Phone and PC share jack;Printer offline;Label missing
        Phone|T|Network|Network*|No dial tone;Can't call out;Display dark;Wrong name shown;Handset broken;Static on line;Speed dial change;Move to other room;Bell schedule wrong;Paging not heard
        Voicemail|T|Network|Network|Forgot PIN;Light stays on;Mailbox full;Greeting won't save;Not forwarded to e-mail;Wrong greeting;New mailbox needed;Remove mailbox;Messages missing;Can't reach menu
        E-mail|T|Accounts and Access|Applications|Can't sign in;Mailbox full;Suspicious message;Missing messages;Group change;Can't send attachment;Signature not shown;Forwarding not working;Calendar not shared;Phone not syncing
        Account and Password|T|Accounts and Access|Applications|Password reset;Account locked;New account;Name change;Two-step code not arriving;Wrong permissions;Close account;Substitute access;Student can't sign in;Shared account request
        Learning Platform|T|Software|Applications|Class missing;Student not enrolled;Assignment won't open;Grades not syncing;Can't upload file;Co-teacher access;Wrong section;Archived class needed;Quiz frozen;Parent link not working
        Student Information System|T|Software|Applications|Can't take attendance;Schedule wrong;Report fails;Wrong homeroom;Contact data wrong;Access to module;Transfer missing;Health record access;Lunch balance wrong;Page loads slowly
        Gradebook|T|Software|Applications|Grades missing;Can't post grades;Weights wrong;Category missing;Export fails;Comments not saved;Section locked;Final grade wrong;Standard missing;Student shown twice
        Testing Platform|T|Software|Applications|Secure browser missing;Student can't log in;Session code invalid;Test frozen;Accommodation missing;Audio not playing;Wrong test assigned;Proctor access;Device not supported;Results missing
        Web Filter|T|Network|Network|Site blocked by mistake;Site should be blocked;Video not playing;Certificate warning;Filter not working at home;Search blocked;Image blocked;Report request;Teacher override fails;App blocked
        Software Installation|T|Software|Field Technicians North,Field Technicians South|New software request;Update needed;License expired;Won't install;Remove software;Wrong version;Missing for students;Add-on request;Driver needed;Asks for administrator
        Productivity Apps|T|Software|Applications|Document won't open;Formatting broken;Can't share file;Spreadsheet very slow;Add-on broken;License missing;Can't print document;Template missing;Crashes on start;Fonts missing
        File Storage|T|Software|Applications|File deleted by mistake;Folder access;Drive full;Sync not working;Shared folder missing;Can't find file;Permission denied;Restore older version;Slow upload;Wrong owner
        Video Meetings|T|Software|Applications|Can't join;No audio;Camera not found;Screen share fails;Recording missing;Waiting room stuck;License needed;Echo;Link expired;Background not shown
        Website|T|Software|Applications|Page out of date;Broken link;Can't edit page;Calendar wrong;Image missing;Form not sending;Editor access;Translation wrong;Page not found;Accessibility problem
        Library System|T|Software|Applications|Can't check out;Barcode not scanning;Patron missing;Overdue notice wrong;Catalog search fails;Label printing;Inventory device dead;Report fails;Login fails;E-book not opening
        Badge and ID Printing|T|Hardware|Field Technicians North,Field Technicians South|Printer jam;Ribbon empty;Photo missing;Badge not opening door;Name misspelled;Software won't open;Card blank;Lost badge;New employee badge;Color wrong
        Loaner Device|T|Hardware|Device Repair|Need a loaner;Return a loaner;Loaner damaged;Loaner lost;Extend loan;Wrong loaner;Charger for loaner;Loaner not charged;Cart lock broken;Cart not charging
        Heating and Cooling|F|Building|Building Maintenance|Too hot;Too cold;No air flow;Loud noise;Water dripping from unit;Thermostat not working;Bad smell;Filter change;Radiator leaking;Fan stuck
        Plumbing|F|Building|Building Maintenance*|Toilet clogged;Faucet leaking;No hot water;Sink clogged;Water fountain broken;Flooded floor;Soap dispenser broken;Low water pressure;Pipe leaking;Toilet keeps running
        Electrical|F|Building|Building Maintenance*|Outlet dead;Breaker trips;Burning smell;Exposed wire;Power out in room;New outlet needed;Clock stopped;Switch broken;Generator alarm;Charging station dead
        Lighting|F|Building|Building Maintenance|Light out;Light flickers;Sensor not working;Too dim;Exit sign out;Outdoor light out;Stage light out;Cover missing;Buzzing noise;Won't turn off
        Doors and Locks|F|Safety|Building Maintenance|Door won't lock;Door won't close;Key lost;Key request;Badge reader dead;Hinge broken;Window won't close;Handle loose;Closer too fast;Lock change
        Furniture|F|Building|Custodial and Grounds|Desk broken;Chair broken;Move furniture;Whiteboard loose;Shelf broken;Assemble furniture;More chairs needed;Cabinet stuck;Blinds broken;Remove old furniture
        Cleaning|F|Custodial|Custodial and Grounds|Spill in hallway;Restroom needs cleaning;Trash overflowing;Paper towels empty;Carpet stain;Broken glass;Graffiti;Extra cleaning;Soap empty;Bad smell
        Grounds|F|Custodial|Custodial and Grounds|Fallen tree;Grass too high;Ice on walkway;Fence broken;Playground damage;Sprinkler broken;Snow removal;Pothole;Sign damaged;Litter
        Pest Control|F|Custodial|Custodial and Grounds|Ants;Mice;Wasps;Cockroaches;Bees;Spiders;Birds in building;Bed bugs suspected;Termites suspected;Other pest
        Elevator|F|Safety|Building Maintenance|Stuck;Doors won't close;Out of order;Strange noise;Button broken;Light out;Emergency phone dead;Inspection due;Key needed;Uneven floor
        """;
}
