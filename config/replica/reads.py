"""Which addresses may be answered from a standby. Every address stands in one of the two sets: a test sees to it."""

from typing import Final

MAY_LAG: Final = frozenset(
    {
        # What a finished round stored. It never changes; only that there is a newer one may be heard a moment late.
        "assessments:home", "assessments:division",
        "assessments:communities", "assessments:communities-export",
        "assessments:gaps", "assessments:gaps-export",
        "assessments:scores", "assessments:scores-export",
        "assessments:blocks", "assessments:rounds", "assessments:round",
        "api:round-list", "api:round-detail", "api:round-scorecard-list", "api:scorecard-list",
        "api:gap-list", "api:score-list", "api:weight-list",
        # The rule book: files of the program, with sums of finished rounds and names of places beside them.
        "assessments:rules", "assessments:rule", "assessments:packs", "assessments:pack", "assessments:pack-diff",
        "assessments:law-at-place", "assessments:coverage",
        "api:rule-list", "api:rule-detail", "api:pack-list", "api:pack-detail", "api:pack-diff", "api:law-list",
        "api:coverage-list",
    }
)  # fmt: skip

LIVE: Final = frozenset(
    {
        # Judged from the data as it is now: whoever has just mended a figure must see what it changed.
        "assessments:scorecard", "assessments:trace", "assessments:block",
        "assessments:facts", "assessments:impact", "assessments:checks",
        "api:scorecard-detail", "api:scorecard-trace", "api:round-scorecard-detail", "api:round-scorecard-trace",
        "api:fact-list", "api:impact-list", "api:check-list", "api:fault-list", "api:option-list",
        # The register itself, and what is edited in place.
        "assessments:sources", "assessments:prices", "api:price-list",
        "api:division-list", "api:division-detail", "api:community-list", "api:community-detail",
        "api:facility-list", "api:facility-detail",
        # The front door: files, the queue, locks, and the steps of one delivery.
        "intake:files", "intake:form", "intake:data", "intake:source",
        "intake:deliveries", "intake:new", "intake:waiting", "intake:waiting-row", "intake:delivery", "intake:store",
        "intake:check", "intake:cancel", "intake:annotated", "intake:problems", "intake:columns", "intake:undo",
        "intake:fill", "intake:fill-form", "intake:fill-places", "intake:fill-download", "intake:fill-blank",
        "intake:fill-remove", "intake:register", "intake:register-one", "intake:entry-new", "intake:entry",
        "intake:entry-remove", "api:entries", "api:entry",
        "api:import-list", "api:import-detail", "api:import-cancel", "api:import-problems", "api:import-store",
        "api:import-undo",
        # Plans: who saw one end a moment ago goes on to its lines, and who has dropped it must not meet it again.
        "assessments:plans", "assessments:plan", "assessments:plan-new", "assessments:cancel-plan", "assessments:drop-plan",
        "assessments:plan-lines", "assessments:plan-line", "assessments:plan-left", "assessments:plan-communities",
        "assessments:plan-print", "assessments:plan-compare",
        # Documents: to show one is to issue it, and whoever has just been given a code must find it.
        "assessments:scorecard-print", "assessments:scorecard-file", "assessments:gaps-print", "assessments:gaps-file",
        "assessments:verify", "assessments:verified", "assessments:documents", "assessments:document-new",
        "assessments:document", "assessments:cancel-document", "assessments:document-download",
        # Rounds under way, and what is asked of them.
        "assessments:order", "assessments:cancel-round", "api:round-job", "api:round-cancel",
        # Projects: whoever has just said that one is finished must see what it changed.
        "pilots:projects", "pilots:project", "pilots:begin", "pilots:finish", "pilots:give-up", "pilots:apply",
        # Programmes: whoever has just enrolled a community must find it, and the quota is counted with it.
        "pilots:programmes", "pilots:programme-new", "pilots:board", "pilots:programme", "pilots:programme-change",
        "pilots:enrol", "pilots:enrol-check", "pilots:roster-complete", "pilots:roster", "pilots:roster-enrol",
        "pilots:pilot", "pilots:leave",
        # Work plans and their review: whoever has just decided must see what follows.
        "pilots:reviews", "pilots:work-plan", "pilots:work-plan-draft", "pilots:work-plan-compare", "pilots:work-plan-revision",
        "pilots:work-plan-print", "pilots:work-plan-edit", "pilots:work-plan-submit", "pilots:work-plan-withdraw",
        "pilots:work-plan-return", "pilots:work-plan-approve", "pilots:work-plan-revise", "pilots:work-plan-sealed",
        "pilots:work-plan-discard", "pilots:take-up", "pilots:let-go",
        # Returns: whoever has corrected or frozen one must see that; against the records of today it tries rows out.
        "pilots:returns", "pilots:return", "pilots:return-row", "pilots:return-pilot", "pilots:return-late",
        "pilots:report", "pilots:report-file",
        "pilots:return-correct", "pilots:return-take-back", "pilots:return-draw", "pilots:return-freeze",
        "pilots:project-new", "pilots:edit", "pilots:overdue", "pilots:subscribe", "pilots:funding", "pilots:note",
        "pilots:milestone-new", "pilots:milestone-edit", "pilots:milestone-reached", "pilots:milestone-remove",
        "pilots:evidence-new", "pilots:evidence", "pilots:evidence-small", "pilots:evidence-remove", "pilots:before-after",
        "api:project-list", "api:project-detail", "api:due-date-list",
        # The experience library: whoever has just published or withdrawn something must see it so.
        "pilots:practices", "pilots:practices-waiting", "pilots:practice", "pilots:practice-new", "pilots:practice-edit",
        "pilots:practice-hand-in", "pilots:practice-publish", "pilots:practice-return", "pilots:practice-withdraw",
        "pilots:practice-revise", "api:practice-list", "api:practice-detail",
        # Plans under way, and those just made: whoever has been told that one is finished must find all of it.
        "api:plan-list", "api:plan-detail", "api:plan-job", "api:plan-cancel", "api:plan-remedy-list", "api:plan-left-list",
        "api:plan-community-list", "assessments:plan-file",
        # Who somebody is, and whether the site is well.
        "accounts:login", "accounts:logout", "accounts:demo", "accounts:setup", "set_language", "healthz",
        "accounts:me", "accounts:password", "accounts:second-factor", "accounts:token-new", "accounts:token-revoke", "api:me",
        "accounts:people", "accounts:person", "accounts:person-new", "accounts:person-close", "accounts:grant-new",
        "accounts:grant-revoke", "accounts:person-history", "accounts:history", "accounts:record",
        "accounts:acts", "accounts:acts-export", "accounts:act", "api:act-list", "api:act-detail",
        # No query at all.
        "assessments:gallery", "api-index", "api:index", "api-schema", "api-docs", "api-problem",
        "config.api.unknown",
    }
)  # fmt: skip
