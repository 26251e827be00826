"""Network shares and synchronised folders are recognised, and said so once."""

from pathlib import Path

import pytest

from kampanjplan.gui.shares import Place, risky_place


@pytest.mark.parametrize("system", ["nfs4", "cifs", "CIFS", "fuse.sshfs", "smb3"])
def test_a_network_share(tmp_path: Path, system: str) -> None:
    assert risky_place(tmp_path / "p.kampanjplan", system) is Place.NETWORK


def test_a_windows_share() -> None:
    assert risky_place(Path("//server/delad/p.kampanjplan"), "NTFS") is Place.NETWORK


@pytest.mark.parametrize("name", ["OneDrive - Lst", "onedrive", "Dropbox", "Nextcloud", "Google Drive"])
def test_a_synchronised_folder_by_its_name(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name / "Turnéer"
    folder.mkdir(parents=True)
    assert risky_place(folder / "p.kampanjplan", "ext4") is Place.SYNCED


def test_a_synchronised_folder_by_its_mark_or_its_variable(tmp_path: Path, monkeypatch) -> None:
    folder = tmp_path / "a" / "b"
    folder.mkdir(parents=True)
    path = folder / "p.kampanjplan"
    assert risky_place(path, "ext4") is None
    monkeypatch.setenv("OneDriveCommercial", str(tmp_path / "a"))
    assert risky_place(path, "ext4") is Place.SYNCED
    monkeypatch.delenv("OneDriveCommercial")
    (tmp_path / "a" / ".dropbox").touch()
    assert risky_place(path, "ext4") is Place.SYNCED


def test_an_ordinary_folder(tmp_path: Path) -> None:
    assert risky_place(tmp_path / "Dropboxar" / "p.kampanjplan", "ext4") is None
    assert risky_place(tmp_path / "p.kampanjplan") is None  # the file system that there really is here
