using Sluice.Records;

namespace Sluice.Tests.Records;

public sealed class SpdxLicenceTests
{
    [Theory]
    [InlineData("cc-by-4.0", "CC-BY-4.0")]
    [InlineData("mit", "MIT")]
    [InlineData("CC-BY-3.0-us", "CC-BY-3.0-US")]
    [InlineData("CC-BY-5.0", null)]
    [InlineData("free", null)]
    public void An_id_is_found_in_any_case(string id, string? found) => Assert.Equal(found, SpdxLicence.Find(id));

    [Theory]
    [InlineData("CC-BY-SA-4.0", "CC-BY-SA", "https://creativecommons.org/licenses/by-sa/4.0/")]
    [InlineData("CC-BY-3.0-US", "CC-BY", "https://creativecommons.org/licenses/by/3.0/us/")]
    [InlineData("CC0-1.0", "CC0", "https://creativecommons.org/publicdomain/zero/1.0/")]
    [InlineData("GFDL-1.3-or-later", "GFDL", "https://spdx.org/licenses/GFDL-1.3-or-later.html")]
    [InlineData("MIT", "MIT", "https://spdx.org/licenses/MIT.html")]
    [InlineData("BSD-3-Clause", "BSD-3-Clause", "https://spdx.org/licenses/BSD-3-Clause.html")]
    public void Each_has_a_family_and_an_address(string id, string family, string address) => Assert.Equal((family, address), (SpdxLicence.FamilyOf(id), SpdxLicence.AddressOf(id)));
}
