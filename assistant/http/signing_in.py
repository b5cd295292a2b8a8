"""The pages where people sign in and out, and change their password."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from assistant.http.conversations import refuse_foreign
from assistant.http.letting_in import SESSION, Doorkeeper, TooManyTries, client_of, person_of
from assistant.page import account_page, sign_in_page
from assistant.people import LIFETIME, BadPassword

_NO_STORE = {"Cache-Control": "no-store"}
_WRONG = "That name and that password do not go together."


def add_signing_in(api: FastAPI, doorkeeper: Doorkeeper) -> None:
    """Let people sign in to `api`, sign out of it, and change their password."""
    _add_sign_in(api, doorkeeper)
    _add_account(api, doorkeeper)


def _add_sign_in(api: FastAPI, doorkeeper: Doorkeeper) -> None:
    people = doorkeeper.people

    @api.get("/sign-in", include_in_schema=False)
    def sign_in(next: str = "") -> HTMLResponse:  # noqa: A002
        return HTMLResponse(sign_in_page(wanted=next), headers=_NO_STORE)

    @api.post("/sign-in", include_in_schema=False)
    async def signed_in(request: Request) -> Response:
        refuse_foreign(request)
        name, password, wanted = await _fields(request, "name", "password", "next")
        try:
            person = await run_in_threadpool(
                doorkeeper.person, name, password, client_of(request.scope)
            )
        except TooManyTries as error:
            page = sign_in_page(wanted=wanted, name=name, failure=str(error))
            return HTMLResponse(page, 429, headers=_NO_STORE | error.headers)
        if person is None:
            page = sign_in_page(wanted=wanted, name=name, failure=_WRONG)
            return HTMLResponse(page, 401, headers=_NO_STORE)
        token = await run_in_threadpool(people.sign_in, person)
        # What follows "./" stays here, whatever it is: neither a scheme nor a host can.
        response = RedirectResponse(f"./{wanted}", 303, headers=_NO_STORE)
        _remember(response, token, request)
        return response

    @api.post("/sign-out", include_in_schema=False)
    def sign_out(request: Request) -> Response:
        people.sign_out(request.cookies.get(SESSION, ""))
        response = RedirectResponse("sign-in", 303)
        response.delete_cookie(SESSION, httponly=True, samesite="lax")
        return response


def _add_account(api: FastAPI, doorkeeper: Doorkeeper) -> None:
    @api.get("/account", include_in_schema=False)
    def account(request: Request, changed: str = "") -> HTMLResponse:
        page = account_page(person_of(request).name, is_changed=bool(changed))
        return HTMLResponse(page, headers=_NO_STORE)

    @api.post("/account", include_in_schema=False)
    async def change(request: Request) -> Response:
        person = person_of(request)
        given = await _fields(request, "old", "new", "again")
        try:
            client = client_of(request.scope)
            await run_in_threadpool(_change, doorkeeper, person.name, client, given)
        except (TooManyTries, BadPassword) as error:
            page = account_page(person.name, failure=str(error))
            return HTMLResponse(page, 400, headers=_NO_STORE)
        token = await run_in_threadpool(doorkeeper.people.sign_in, person)
        response = RedirectResponse("account?changed=yes", 303, headers=_NO_STORE)
        _remember(response, token, request)
        return response


def _change(doorkeeper: Doorkeeper, name: str, client: str, given: Sequence[str]) -> None:
    """Give `name` another password, and sign all out; `given` are the old one and, twice, the new.

    Raises:
        BadPassword: the old one is another, or the new one is none.
        TooManyTries: the old one was wrong too often.
    """
    old, new, again = given
    if doorkeeper.person(name, old, client) is None:
        raise BadPassword("The password you have now is another one.")
    if new != again:
        raise BadPassword("The new password was not the same twice.")
    doorkeeper.people.change(name, new)


async def _fields(request: Request, *names: str) -> list[str]:
    form = await request.form()
    return [str(form.get(name, "")) for name in names]


def _remember(response: Response, token: str, request: Request) -> None:
    response.set_cookie(
        SESSION,
        token,
        max_age=LIFETIME,
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="lax",
    )
