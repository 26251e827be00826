"""A made-up crowd of contacts, some of them entered twice in the ways that people do."""

from dataclasses import replace
from random import Random
from uuid import UUID

from kampanjplan.domain.contacts import Contact

# Common names of Sweden (SCB), so that there are namesakes and near namesakes as in life.
_FIRSTS = """
Maria Elisabeth Anna Kristina Margareta Eva Karin Linnea Marie Birgitta Ingrid Emma Sofia Ulla Lena
Sara Johanna Katarina Annika Ulrika Monika Susanne Hanna Helena Åsa Malin Elin Ida Jenny Märta
Therese Josefin Camilla Lisa Anneli Carina Gunilla Pia Agneta Ylva Sofie Kerstin Viktoria Emelie
Rebecka Frida Lovisa Ella Maja Erik Lars Karl Anders Johan Per Nils Mikael Jan Hans Peter Olof
Lennart Gunnar Fredrik Sven Daniel Alexander Bengt Bo Gustav Göran Åke Magnus Martin Andreas John
Stefan Leif Björn Thomas Mattias Jonas Ulf Henrik Joakim Håkan Mats Patrik Christer Rickard Oskar
Tobias Simon Filip Jakob Emil Anton Rolf Kjell Roger Claes Ove Jörgen Kent Rune Osman Fatima Amina
Yusuf Leyla Reza Mohammad Ahmad Nadia Ivana Goran Zoran Marek Agnieszka Katarzyna René Zoë
"""
FIRSTS = _FIRSTS.split()
_LASTS = """
Andersson Johansson Karlsson Nilsson Eriksson Larsson Olsson Persson Svensson Gustafsson Pettersson
Jonsson Jansson Hansson Bengtsson Jönsson Lindberg Jakobsson Magnusson Olofsson Lindström Lindqvist
Lindgren Axelsson Berg Lundberg Bergström Lundgren Lundqvist Mattsson Lind Berglund Fredriksson
Sandberg Henriksson Forsberg Sjöberg Wallin Engström Eklund Danielsson Lundin Håkansson Björk
Bergman Gunnarsson Holm Wikström Samuelsson Isaksson Fransson Bergqvist Nyström Holmberg Arvidsson
Löfgren Söderberg Nyberg Blomqvist Claesson Nordström Mårtensson Lundström Viklund Björklund
Eliasson Pålsson Hermansson Sandström Lindholm Åberg Ek Falk Öberg Hellström Sundberg Norberg
Månsson Åkesson Strömberg Hedlund Dahlberg Abrahamsson Ekström Jonasson Martinsson Hedman Åström
Dahl Ström Holmgren Sundström Ali Hassan Ahmed Mohamed Nguyen Kowalski Petrovic Hosseini Westerlund
Rönnqvist Ågren Öhman Ödlund Wetterström Kjellgren Tägtström Börjesson Hjelm Ljung Kvist Rask Modig
Stål Frisk Tapper Vret Zetterlund Grönkvist Skoglund Myrberg Fjällström Granath Sahlin Törnqvist
Ahlgren Brodin Cederholm Dufva Envall Fagerlund Gyllenberg Hagström Ivarsson Jernberg Klang
Lagerkvist Mellgren Nordin Ohlin Palmqvist Qvarnström
"""
LASTS = _LASTS.split()
BODIES = 330


def crowd(size: int, twice: int, dice: Random) -> tuple[list[Contact], set[tuple[UUID, UUID]]]:
    """`size` contacts of which `twice` are second entries, and the pairs that are one person."""
    people = [_person(number, dice) for number in range(size - twice)]
    pairs, seconds = set(), []
    for number, first in enumerate(dice.sample(people, twice)):
        second = _again(first, UUID(int=size + number), dice)
        seconds.append(second)
        pairs.add((first.id, second.id))
    mixed = people + seconds
    dice.shuffle(mixed)
    return mixed, pairs


def _person(number: int, dice: Random) -> Contact:
    first, last = dice.choice(FIRSTS), dice.choice(LASTS)
    if dice.random() < 0.1:
        first = f"{first} {dice.choice(FIRSTS)}"
    if dice.random() < 0.1:
        last = f"{last} {dice.choice(LASTS)}"
    body = dice.randrange(BODIES)
    switch = f"08-465 {body:03d} 00"
    return Contact(
        id=UUID(int=number + 1),
        name=f"{first} {last}",
        organisation_id=UUID(int=10**6 + body) if dice.random() < 0.95 else None,
        email=f"info@b{body}.example.org" if dice.random() < 0.05 else f"p{number}@b{body}.example.org",
        phone=switch if dice.random() < 0.3 else f"070-{number:07d}",
    )


def _again(first: Contact, id: UUID, dice: Random) -> Contact:
    """The same person entered by somebody else, who writes names and numbers in another way."""
    second = replace(first, id=id, name=_name_again(first.name, dice))
    if dice.random() < 0.5:
        second = replace(second, email="" if dice.random() < 0.6 else second.email.upper())
    if dice.random() < 0.5:
        second = replace(second, phone="" if dice.random() < 0.6 else "+46 (0)" + second.phone[1:])
    if dice.random() < 0.15:
        second = replace(second, organisation_id=None)
    elif dice.random() < 0.1:  # moved, with a new address
        body = dice.randrange(BODIES)
        second = replace(
            second, organisation_id=UUID(int=10**6 + body), email=f"q{id.int}@b{body}.example.org"
        )
    return second


def _name_again(name: str, dice: Random) -> str:
    words = name.split()
    way = dice.randrange(6)
    if way == 0:
        return f"{words[-1]}, {' '.join(words[:-1])}"
    if way == 1:
        return name.translate(str.maketrans("åäöÅÄÖéë", "aaoAAOee"))
    if way == 2:
        at = dice.randrange(1, len(name) - 1)
        slips = (
            name[:at] + name[at + 1 :],
            name[:at] + name[at] + name[at:],
            name[:at] + "e" + name[at + 1 :],
        )
        return dice.choice(slips)
    if way == 3:
        return f"{words[0][0]}. {' '.join(words[1:])}"
    if way == 4 and len(words) > 2:
        return f"{words[0]} {words[-1]}"
    return name.upper() if dice.random() < 0.2 else name
