"""
Every address as every role.

`NEEDS` is the truth table: what each address needs. The test fails for an address that is not in
it, so that a new page must be placed before it can land. For every role the answer is worked out
from config/roles.py: allowed means a page, a file, a redirect within the product, or a refusal on
its merits; not allowed means "not found", "not allowed", or the way to sign in.
"""

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from regard.domains.engagement.actions import receive_answers_file
from regard.domains.engagement.models import AnswersFile, Stage
from regard.domains.engagement.permissions import Permission as E
from regard.domains.register.models import Correction, IndividualRole, Merge
from regard.domains.register.permissions import Permission as R
from regard.domains.strategy.permissions import Permission as S
from regard.foundation.accounts import links
from regard.foundation.authority import Permission
from regard.foundation.files.models import File
from regard.foundation.jobs.models import Job
from regard.foundation.jobs.permissions import Permission as J
from regard.foundation.mail.models import Message
from regard.foundation.mail.permissions import Permission as M
from tests.factories.accounts import GrantFactory, PersonFactory
from tests.factories.engagement import (
    ContributionFactory,
    ExerciseFactory,
    InvitationFactory,
    QuestionFactory,
    ThemeFactory,
)
from tests.factories.networks import (
    MandateFactory,
    MembershipFactory,
    NetworkFactory,
    RollEntryFactory,
    RollFactory,
)
from tests.factories.people import (
    IndividualFactory,
    ReachTaskFactory,
    RepresentativeFactory,
    ToldStatementFactory,
)
from tests.factories.register import (
    BoundaryFactory,
    LoadFactory,
    LocationFactory,
    OrganisationFactory,
    PlaceFactory,
    SegmentFactory,
    SystemFactory,
)
from tests.factories.strategy import DECIDED, ReplyFactory, Story

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)

PUBLIC = "anyone"
LINK = "whoever holds the link"
DEMO = "anyone, in the demonstration only"

NEEDS: dict[str, Permission | str | tuple[Permission, Permission]] = {
    "account_confirm_login_code": PUBLIC,
    "account_inactive": PUBLIC,
    "account_login": PUBLIC,
    "account_logout": PUBLIC,
    "account_request_login_code": PUBLIC,
    "account_signup": PUBLIC,
    "api:api-root": PUBLIC,
    "api:export_services": PUBLIC,
    "api:export_services_here": PUBLIC,
    "api:get_area": PUBLIC,
    "api:get_boundary": PUBLIC,
    "api:get_group": PUBLIC,
    "api:get_history": PUBLIC,
    "api:get_load": R.LOAD,
    "api:get_location": PUBLIC,
    "api:get_place": PUBLIC,
    "api:get_provider": PUBLIC,
    "api:get_reach": R.VIEW_REACH,
    "api:get_system": PUBLIC,
    "api:list_areas": PUBLIC,
    "api:list_boundaries": PUBLIC,
    "api:list_changes": R.LOAD,
    "api:list_groups": PUBLIC,
    "api:list_loads": R.LOAD,
    "api:list_locations": PUBLIC,
    "api:list_members": R.KEEP_ROLL,
    "api:list_networks": PUBLIC,
    "api:list_places": PUBLIC,
    "api:list_provenance": PUBLIC,
    "api:list_providers": PUBLIC,
    "api:list_reach": R.VIEW_REACH,
    "api:list_refused": R.LOAD,
    "api:list_segments": R.EDIT_SEGMENTS,
    "api:list_services": PUBLIC,
    "api:list_services_here": PUBLIC,
    "api:list_systems": PUBLIC,
    "api:openapi-json": PUBLIC,
    "engagement:alone": (E.VIEW_CONTRIBUTIONS, E.EDIT_THEMES),
    "engagement:answer": LINK,
    "engagement:answer_check": LINK,
    "engagement:answer_not_you": LINK,
    "engagement:answer_on_web": PUBLIC,
    "engagement:answer_question": LINK,
    "engagement:answer_save": LINK,
    "engagement:audience": E.RUN_EXERCISES,
    "engagement:close_exercise": E.RUN_EXERCISES,
    "engagement:contribution": E.VIEW_CONTRIBUTIONS,
    "engagement:contributions": E.VIEW_CONTRIBUTIONS,
    "engagement:coverage": E.VIEW_COVERAGE,
    "engagement:coverage_csv": E.VIEW_COVERAGE,
    "engagement:edit_exercise": E.RUN_EXERCISES,
    "engagement:edit_question": E.RUN_EXERCISES,
    "engagement:enter": E.ENTER_CONTRIBUTIONS,
    "engagement:exercise": PUBLIC,
    "engagement:exercises": PUBLIC,
    "engagement:invitations": E.RUN_EXERCISES,
    "engagement:letters": E.RUN_EXERCISES,
    "engagement:load": E.ENTER_CONTRIBUTIONS,
    "engagement:load_columns": E.ENTER_CONTRIBUTIONS,
    "engagement:load_refused": E.ENTER_CONTRIBUTIONS,
    "engagement:load_result": E.ENTER_CONTRIBUTIONS,
    "engagement:load_template": E.ENTER_CONTRIBUTIONS,
    "engagement:merge_theme": E.EDIT_THEMES,
    "engagement:missing": E.VIEW_WHO,
    "engagement:missing_csv": E.VIEW_WHO,
    "engagement:move_question_up": E.RUN_EXERCISES,
    "engagement:new_exercise": E.RUN_EXERCISES,
    "engagement:open_exercise": E.RUN_EXERCISES,
    "engagement:original": E.VIEW_WHO,
    "engagement:propose_themes": E.EDIT_THEMES,
    "engagement:questions": E.RUN_EXERCISES,
    "engagement:receipt": LINK,
    "engagement:remove_question": E.RUN_EXERCISES,
    "engagement:rename_theme": E.EDIT_THEMES,
    "engagement:renew_link": E.RUN_EXERCISES,
    "engagement:revoke_link": E.RUN_EXERCISES,
    "engagement:said": PUBLIC,
    "engagement:send_invitations": E.RUN_EXERCISES,
    "engagement:send_reminders": E.RUN_EXERCISES,
    "engagement:sign_off_theme": E.EDIT_THEMES,
    "engagement:take_back_sign_off": E.EDIT_THEMES,
    "engagement:theme": (E.VIEW_CONTRIBUTIONS, E.EDIT_THEMES),
    "engagement:themes": E.VIEW_CONTRIBUTIONS,
    "engagement:type_code": PUBLIC,
    "engagement:unsure": E.EDIT_THEMES,
    "jobs:job": J.VIEW_JOBS,
    "mail:messages": M.VIEW_MESSAGES,
    "mail:again": M.VIEW_MESSAGES,
    "mail:stop": LINK,
    "register:fetches": R.LOAD,
    "register:accept_load": R.LOAD,
    "register:add": R.EDIT_SERVICES,
    "register:area": PUBLIC,
    "register:areas": PUBLIC,
    "register:change": R.EDIT_SERVICES,
    "register:contact": R.EDIT_CONTACTS,
    "register:correct": R.ASK_CORRECTION,
    "register:decide_correction": R.EDIT_SERVICES,
    "register:end": R.EDIT_SERVICES,
    "register:group": PUBLIC,
    "register:edit_place": R.EDIT_PLACES,
    "register:end_place": R.EDIT_PLACES,
    "register:load": R.LOAD,
    "register:load_changes": R.LOAD,
    "register:load_result": R.LOAD,
    "register:load_template": R.LOAD,
    "register:location": PUBLIC,
    "register:merge": R.MERGE,
    "register:merge_providers": R.MERGE,
    "register:merged": R.MERGE,
    "register:mine": R.VIEW_OWN,
    "register:missing_contacts": R.VIEW_CONTACTS,
    "register:new_place": R.EDIT_PLACES,
    "register:place": PUBLIC,
    "register:places": PUBLIC,
    "register:own": LINK,
    "register:provider": PUBLIC,
    "register:refused_rows": R.LOAD,
    "register:reject_load": R.LOAD,
    "register:return": R.EDIT_SERVICES,
    "register:send_own_link": R.EDIT_SERVICES,
    "register:services": PUBLIC,
    "register:everywhere": PUBLIC,
    "register:everywhere_csv": PUBLIC,
    "register:everywhere_map": PUBLIC,
    "register:everywhere_ods": PUBLIC,
    "register:everywhere_table": PUBLIC,
    "register:everywhere_xlsx": PUBLIC,
    "register:services_csv": PUBLIC,
    "register:services_map": PUBLIC,
    "register:services_ods": PUBLIC,
    "register:services_table": PUBLIC,
    "register:services_xlsx": PUBLIC,
    "register:segment": R.EDIT_SEGMENTS,
    "register:segments": R.EDIT_SEGMENTS,
    "register:rename_segment": R.EDIT_SEGMENTS,
    "register:delete_segment": R.EDIT_SEGMENTS,  # last of the three: it is gone then
    "register:upkeep": R.EDIT_SERVICES,
    "register:change_me": LINK,
    "register:confirm_me": LINK,
    "register:forget_me": LINK,
    "register:keep_me": LINK,
    "register:me": LINK,
    "register:my_data": LINK,
    "register:stop_me": LINK,
    "register:join": PUBLIC,
    "register:people": R.VIEW_PEOPLE,
    "register:person": R.VIEW_PEOPLE,
    "register:person_held": R.VIEW_PEOPLE,
    "register:new_person": R.EDIT_PEOPLE,
    "register:edit_person": R.EDIT_PEOPLE,
    "register:forget_person": R.EDIT_PEOPLE,
    "register:keep_person": R.EDIT_PEOPLE,
    "register:send_person_page": R.EDIT_PEOPLE,
    "register:person_role": R.EDIT_PEOPLE,
    "register:end_person_role": R.EDIT_PEOPLE,
    "register:person_speaker": R.EDIT_PEOPLE,
    "register:end_person_speaker": R.EDIT_PEOPLE,
    "register:reach": R.VIEW_REACH,
    "register:reach_list": R.VIEW_REACH,
    "register:reach_csv": R.VIEW_REACH,
    "register:reach_tasks": R.VIEW_REACH,
    "register:told": R.VIEW_REACH,
    "register:told_statement": R.VIEW_REACH,
    "register:give_reach_tasks": R.EDIT_CONTACTS,
    "register:edit_reach_task": R.EDIT_CONTACTS,
    "register:end_reach_task": R.EDIT_CONTACTS,
    "register:tried": R.EDIT_CONTACTS,
    "register:preference": R.EDIT_CONTACTS,
    "register:location_speaker": R.EDIT_CONTACTS,
    "register:end_location_speaker": R.EDIT_CONTACTS,
    "register:new_told": R.STATE_TOLD,
    "register:reached": R.VIEW_CONTACTS,
    "register:commissioned": R.EDIT_SERVICES,
    "register:mandate": LINK,
    "register:networks": PUBLIC,
    "register:new_network": R.KEEP_ROLL,
    "register:network": PUBLIC,
    "register:edit_network": R.KEEP_ROLL,
    "register:end_network": R.KEEP_ROLL,
    "register:join_network": R.KEEP_ROLL,
    "register:leave_network": R.KEEP_ROLL,
    "register:new_mandate": R.KEEP_ROLL,
    "register:mandates": R.KEEP_ROLL,
    "register:revoke_mandate": R.KEEP_ROLL,
    "register:rolls": R.KEEP_ROLL,
    "register:roll": R.KEEP_ROLL,
    "register:roll_columns": R.KEEP_ROLL,
    "register:roll_csv": R.KEEP_ROLL,
    "register:finish_roll": R.KEEP_ROLL,
    "register:roll_line": R.KEEP_ROLL,
    "register:roll_line_new": R.EDIT_SERVICES,
    "register:undo_roll_line": R.KEEP_ROLL,
    "register:sources": PUBLIC,
    "strategy:answers": S.VIEW_DRAFT,
    "strategy:data_csv": S.VIEW_DRAFT,
    "strategy:data_json": S.VIEW_DRAFT,
    "strategy:decide_point": S.DECIDE_OUTCOMES,
    "strategy:decide_theme": S.DECIDE_OUTCOMES,
    "strategy:edit_passage": S.WRITE,
    "strategy:edit_strategy": S.WRITE,
    "strategy:letters": S.SEND_REPLIES,
    "strategy:move_passage": S.WRITE,
    "strategy:new_passage": S.WRITE,
    "strategy:new_strategy": S.WRITE,
    "strategy:outcomes": S.VIEW_DRAFT,
    "strategy:passage": S.VIEW_DRAFT,
    "strategy:publish": S.PUBLISH,
    "strategy:remove_passage": S.WRITE,
    "strategy:replies": S.SEND_REPLIES,
    "strategy:reply": LINK,
    "strategy:send_again": S.SEND_REPLIES,
    "strategy:single_points": S.DECIDE_OUTCOMES,
    "strategy:strategies": PUBLIC,
    "strategy:strategy": S.VIEW_DRAFT,
    "strategy:trace": E.VIEW_CONTRIBUTIONS,
    "strategy:type_code": PUBLIC,
    "strategy:write": S.WRITE,
    "web:accessibility": PUBLIC,
    "web:gallery": PUBLIC,
    "web:home": PUBLIC,
    "web:open_data": PUBLIC,
    "web:personas": DEMO,
    "web:privacy": PUBLIC,
    "web:start": PUBLIC,
    "web:step_in": DEMO,
}

ONLY_POSTED = {
    "engagement:answer_save",
    "register:confirm_me",
    "register:keep_me",
    "register:stop_me",
}

MY_PAGES = tuple(
    f"register:{name}"
    for name in ("change_me", "confirm_me", "forget_me", "keep_me", "my_data", "stop_me")
)

ROLES = (*settings.ROLES, None)
"""None: nobody is signed in."""

SHUT = {401, 403, 404}

SIGNING_IN = {"account_logout", "account_confirm_login_code"}
"""The one ends the session that asks, the other sends everyone to sign in; tested with the rest
of signing in."""


def every_name(resolver=None, space=""):
    """Return the name of every address, with its namespaces."""
    resolver = resolver or get_resolver()
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield f"{space}{entry.name}"
        else:
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from every_name(entry, inner)


class World:
    """One of everything in a system: a draft, an open and a closed exercise, a draft strategy."""

    def __init__(self):
        story = Story().decides()
        self.story, self.system = story, story.system
        self.open = ExerciseFactory(system=self.system, slug="open", closes_on=NOON.date())
        self.draft = ExerciseFactory(system=self.system, slug="draft", draft=True)
        question = QuestionFactory(exercise=self.open, position=1)
        draft_question = QuestionFactory(exercise=self.draft, position=1)
        location = LocationFactory(system=self.system)
        SegmentFactory(system=self.system, slug="staff")
        invitation = InvitationFactory(exercise=self.open, location=location)
        received = receive_answers_file(
            exercise=self.open,
            chunks=[b"What keeps staff?\nPay for travel.\n"],
            name="a.csv",
            by="person:1",
            at=NOON,
        )
        self.own = {
            "system": self.system.slug,
            "slug": "staff",
            "location_id": location.pk,
            "level": "council",
            "code": self.system.councils.get().gss_code,
            "place": PlaceFactory(system=self.system, districts=["ZZ9"]).slug,
            "load_id": LoadFactory(file=received.file).pk,
            "question_id": draft_question.pk,
            "invitation_id": invitation.pk,
            "answers_file_id": received.pk,
            "receipt": ContributionFactory(
                exercise=story.exercise, file=received.file, file_line=2
            ).receipt,
            "theme_id": story.theme.pk,
            "point_id": story.person.pk,
            "ref": story.passage.ref,
            "number": 1,
            "job_id": Job.objects.create(
                kind="x", title="x", scope_key=f"system:{self.system.pk}", by="command"
            ).pk,
            "message_id": Message.objects.create(
                scope_key=f"system:{self.system.pk}", about="", to="x", subject="x", body="x"
            ).pk,
            "key": "partnership-lead",
        } | self.people(location)
        self.own |= self.identity(location)
        self.own |= self.api(location)
        self.own |= self.networks(location, received.file)
        reply = ReplyFactory(strategy=story.strategy, contribution=story.carer.contribution)
        later = NOON + timedelta(days=90)
        self.tokens = {
            "engagement:receipt": self.token(
                "engagement.receipt", story.home.contribution.pk, later
            ),
            "mail:stop": self.token("mail.stop", self.own["message_id"], later),
            "strategy:reply": self.token("strategy.reply", reply.pk, later),
            "register:own": self.token("register.own", location.pk, later),
            "register:mandate": self.token("register.mandate", self.own["mandate_id"], later),
        }
        someone = IndividualFactory(system=self.system)
        mine = self.token("register.person", someone.pk, later)
        self.tokens |= dict.fromkeys((*MY_PAGES, "register:me"), mine)
        self.answer_token = self.token("engagement.answer", invitation.pk, later)
        self.question = question

    def networks(self, location, file):
        """Return the slug of a network, and numbers of what belongs to it."""
        network = NetworkFactory(system=self.system)
        mandate = MandateFactory(membership__network=network, membership__location=location)
        entry = RollEntryFactory(roll__network=network, roll__file=file)
        return {
            "network": network.slug,
            "membership_id": mandate.membership_id,
            "mandate_id": mandate.pk,
            "roll_id": entry.roll_id,
            "entry_id": entry.pk,
        }

    def api(self, location):
        """Return what the API's own addresses name, where pages name it otherwise."""
        BoundaryFactory(
            code=location.council.gss_code,
            geometry={"type": "Polygon", "coordinates": [[[0, 52], [1, 52], [1, 53], [0, 52]]]},
        )
        return {
            "kind": "csv",
            "location": location.pk,
            "organisation": location.organisation_id,
        }

    def identity(self, location):
        """Return what merging and correcting need: another service, a merge, a correction."""
        group = OrganisationFactory(brand_id="BD1", brand_name="Group")
        other = LocationFactory(system=self.system, organisation=group, regulator_id=None)
        gone = LocationFactory(system=self.system, ended_on=NOON.date())
        asked = Correction.objects.create(
            location=location, fact="beds", value={"beds": 9}, by="person:1", asked_at=NOON
        )
        merge = Merge.objects.create(
            kept_location=other,
            merged_location=gone,
            reason="The same",
            by="person:1",
            merged_at=NOON,
            moved={"moves": [], "facts": {}, "services": {}, "ended_on": None},
        )
        return {
            "brand_id": "BD1",
            "correction_id": asked.pk,
            "merge_id": merge.pk,
            "organisation_id": location.organisation_id,
            "other_location_id": other.pk,
            "other_organisation_id": other.organisation_id,
        }

    def people(self, location):
        """Return the numbers of someone on the register, of a task, and of a statement."""
        spoken = RepresentativeFactory(individual__system=self.system)
        return {
            "individual_id": spoken.individual.pk,
            "speaker_id": spoken.pk,
            "role_id": IndividualRole.objects.create(
                individual=spoken.individual, location=location, role="manager"
            ).pk,
            "task_id": ReachTaskFactory(system=self.system, location=location).pk,
            "council_id": location.council_id,
            "statement_id": ToldStatementFactory(system=self.system).pk,
        }

    @staticmethod
    def token(purpose, subject_id, expires_at):
        return links.token(
            links.issue(purpose=purpose, subject_id=subject_id, expires_at=expires_at)
        )

    def address(self, name, **other):
        """Return the address of this world's own thing; `other` puts something else into it."""
        slug = "staff"
        if name.startswith("strategy:"):
            slug = self.story.strategy.slug
        if (
            name == "engagement:answer_on_web"
            or "invit" in name
            or "load" in name
            or "link" in name
        ):
            slug = "open"
        if "question" in name:
            slug = "draft"
        known = self.own | {
            "slug": slug,
            "token": self.tokens.get(name, self.answer_token),
        }
        if name == "register:end_location_speaker":
            known["speaker_id"] = RepresentativeFactory(
                individual=None,
                location_id=known["location_id"],
                by_individual=IndividualFactory(system=self.system),
            ).pk
        if name == "register:forget_person":
            known["individual_id"] = IndividualFactory(system=self.system).pk
        if name == "strategy:decide_theme":
            known["theme_id"] = self.story.theme.pk
        known |= other
        return reverse(name, kwargs={key: known[key] for key in _wanted(name)})


def _wanted(name):
    resolver = get_resolver()
    spaces, _, last = name.rpartition(":")
    for space in spaces.split(":") if spaces else []:
        resolver = resolver.namespace_dict[space][1]
    known = resolver.reverse_dict.getlist(last)
    return known[0][0][0][1] if known else []


@pytest.fixture
def world(time_machine):
    time_machine.move_to(NOON)
    return World()


def client_of(role, system=None):
    """Return a browser in which a person with this role, in this system, is signed in."""
    client = Client(raise_request_exception=True)
    if role is not None:
        person = PersonFactory()
        if system is not None:
            GrantFactory(person=person, role=role, scope_key=f"system:{system.pk}")
        client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def knock(client, world, name, token):
    """Open the address with this token, in the way that it is meant to be opened."""
    method = client.post if name in ONLY_POSTED else client.get
    return method(world.address(name, token=token)).status_code


def is_shut(response):
    to_sign_in = response.status_code == 302 and response.url.startswith(reverse("account_login"))
    return response.status_code in SHUT or to_sign_in


def test_every_address_is_in_the_table():
    assert sorted(set(every_name())) == sorted(NEEDS)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_opens_to_those_who_hold_what_it_needs_and_nobody_else(world, role, method):
    client = client_of(role, world.system)
    held = settings.ROLES[role] if role else frozenset()
    wrong = []
    for name, needs in NEEDS.items():
        if name in SIGNING_IN:
            continue
        response = getattr(client, method)(world.address(name))
        if response.streaming:
            response.getvalue()  # read to its end, the file is closed
        needed = needs[method == "post"] if isinstance(needs, tuple) else needs
        is_open = needed in {PUBLIC, LINK} or needed in held
        if is_shut(response) == is_open and response.status_code != 405:
            wrong.append(f"{name}: {response.status_code}")

    assert not wrong


def test_a_lead_of_another_system_is_a_stranger_here(world):
    client = client_of("Partnership lead", SystemFactory())
    opened = [
        name
        for name, needs in NEEDS.items()
        for method in ("get", "post")
        if needs not in {PUBLIC, LINK, DEMO}
        and not is_shut(response := getattr(client, method)(world.address(name)))
        and response.status_code != 405
    ]

    assert not opened


OTHERS = {
    "question_id": lambda there: QuestionFactory(exercise=there, position=9).pk,
    "invitation_id": lambda there: (
        InvitationFactory(exercise=there, location=LocationFactory(system=there.system)).pk
    ),
    "theme_id": lambda there: ThemeFactory(exercise=there).pk,
    "receipt": lambda there: ContributionFactory(exercise=there).receipt,
    "location_id": lambda there: LocationFactory(system=there.system).pk,
    "other_location_id": lambda there: LocationFactory(system=there.system).pk,
    "correction_id": lambda there: (
        Correction.objects.create(
            location=LocationFactory(system=there.system),
            fact="beds",
            value={"beds": 9},
            by="person:1",
            asked_at=NOON,
        ).pk
    ),
    "merge_id": lambda there: (
        Merge.objects.create(
            kept_location=LocationFactory(system=there.system),
            merged_location=LocationFactory(system=there.system),
            reason="The same",
            by="person:1",
            merged_at=NOON,
            moved={"moves": [], "facts": {}, "services": {}, "ended_on": None},
        ).pk
    ),
    "network": lambda there: NetworkFactory(system=there.system).slug,
    "membership_id": lambda there: MembershipFactory(network__system=there.system).pk,
    "mandate_id": lambda there: MandateFactory(membership__network__system=there.system).pk,
    "roll_id": lambda there: RollFactory(network__system=there.system).pk,
    "entry_id": lambda there: RollEntryFactory(roll__network__system=there.system).pk,
    "council_id": lambda there: there.system.councils.first().pk,
    "individual_id": lambda there: IndividualFactory(system=there.system).pk,
    "speaker_id": lambda there: RepresentativeFactory(individual__system=there.system).pk,
    "role_id": lambda there: (
        IndividualRole.objects.create(
            individual=IndividualFactory(system=there.system),
            location=LocationFactory(system=there.system),
            role="manager",
        ).pk
    ),
    "task_id": lambda there: ReachTaskFactory(system=there.system).pk,
    "statement_id": lambda there: ToldStatementFactory(system=there.system).pk,
    "answers_file_id": lambda there: (
        AnswersFile.objects.create(
            system=there.system, exercise=there, file=File.objects.first(), by="person:1"
        ).pk
    ),
    "message_id": lambda there: (
        Message.objects.create(
            scope_key=f"system:{there.system.pk}", about="", to="x", subject="x", body="x"
        ).pk
    ),
    "place": lambda there: PlaceFactory(system=there.system, slug="theirs").slug,
    "slug": lambda there: there.slug,
}


@pytest.mark.parametrize("key", OTHERS)
def test_another_systems_thing_is_not_found_at_an_address_of_ours(world, key):
    there = ExerciseFactory(
        slug="theirs", stage=Stage.CLOSED, closed_at=DECIDED, system=SystemFactory()
    )
    theirs = OTHERS[key](there)
    client = client_of("Partnership lead", world.system)
    names = [name for name in NEEDS if key in _wanted(name)]
    found = [
        f"{method} {name}: {response.status_code}"
        for name in names
        for method in ("get", "post")
        if (response := getattr(client, method)(world.address(name, **{key: theirs}))).status_code
        not in {404, 405}
    ]

    assert names
    assert not found


def test_a_draft_looks_like_nothing_at_all_to_those_who_may_not_see_it(world):
    client = client_of("Provider", world.system)

    for slug in ("draft", "no-such-thing"):
        response = client.get(world.address("engagement:exercise", slug=slug))
        assert response.status_code == 404


def test_a_somebodys_unfinished_answer_is_nobody_elses(world):
    draft = ContributionFactory(exercise=world.story.exercise, draft=True)
    client = client_of("Partnership lead", world.system)

    response = client.get(world.address("engagement:contribution", receipt=draft.receipt))

    assert response.status_code == 404


@pytest.mark.parametrize("name", [name for name, needs in NEEDS.items() if needs == LINK])
class TestASignedLink:
    def test_opens_nothing_else(self, world, name):
        client = Client()
        others = {**world.tokens, "answer": world.answer_token}
        mine = world.tokens.get(name, world.answer_token)

        for token in others.values():
            if token != mine:
                assert knock(client, world, name, token) == 404

    def test_opens_nothing_when_one_letter_is_changed(self, world, name):
        token = world.tokens.get(name, world.answer_token)
        changed = token[:-1] + ("0" if token[-1] != "0" else "1")

        assert knock(Client(), world, name, changed) == 404

    def test_says_that_it_was_withdrawn(self, world, name):
        token = world.tokens.get(name, world.answer_token)
        links.Link.objects.update(revoked_at=NOON)

        assert knock(Client(), world, name, token) == 410

    def test_says_that_its_time_is_over(self, world, name, time_machine):
        token = world.tokens.get(name, world.answer_token)
        time_machine.move_to(NOON + timedelta(days=400))

        assert knock(Client(), world, name, token) == 410
